"""Programs that make the weights the package reads with. They need torch and transformers; the package never does."""
