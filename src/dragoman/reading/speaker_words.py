"""Words by which a source is known: roles, bodies, media, papers. Vocabulary of the language, in the singular and plural."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MALE = _words(
    "mr mister sir lord king prince emir sultan pope spokesman chairman businessman congressman father "
    "husband son brother patriarch sheikh imam bishop archbishop cardinal ayatollah monsieur"
)
FEMALE = _words(
    "mrs ms miss madam madame lady dame baroness queen princess spokeswoman chairwoman businesswoman "
    "congresswoman mother wife daughter sister"
)

#: One person by what they do. A role with 'the' can be a person named elsewhere in the report.
ROLES = _words("""minister president premier chancellor secretary ambassador envoy spokesman spokeswoman spokesperson chairman
    chairwoman chair chairperson director commissioner general colonel admiral commander king queen prince emir pope patriarch
    senator congressman congresswoman representative governor mayor speaker leader adviser advisor aide deputy delegate
    negotiator judge prosecutor professor coordinator rapporteur mediator vice-president secretary-general
    undersecretary official diplomat lawmaker analyst expert activist lawyer correspondent editor reporter journalist
    chief head boss executive manager founder economist candidate politician businessman counterpart predecessor successor
    source aide-de-camp witness resident author historian researcher scholar academic officer lieutenant captain major
    soldier fighter rebel negotiators-in-chief whistleblower insider participant lady organiser organizer""")
#: Sources without a name, several of them.
PLURAL = _words("""ministers presidents officials diplomats sources lawmakers analysts experts activists lawyers aides advisers advisors
    envoys negotiators mediators leaders delegates representatives observers witnesses eyewitnesses residents critics
    supporters opponents allies commentators people insiders executives participants economists soldiers commanders
    spokesmen spokespeople spokespersons prosecutors judges investigators rebels protesters workers members
    delegations parties sides
    groups companies authorities reports rumours rumors figures senators observers scholars historians researchers
    governments officers troops doctors medics relatives families journalists reporters correspondents politicians""")
#: Words after which a body or a person is the one spoken for.
SPEAKING_FOR = _words(
    "spokesman spokeswoman spokesperson lawyer aide adviser advisor deputy assistant representative "
    "source sources someone person people office team"
)
BODIES = _words("""ministry government administration department office agency council committee commission party union
    delegation side army military navy police court parliament senate assembly cabinet embassy presidency federation
    organisation organization association company group movement alliance bloc authority authorities leadership
    team campaign camp headquarters staff service secretariat mission observatory institute university bank
    board opposition faction coalition league force forces palace bureau foundation command congress chamber""")
#: Media that a definite mention can take up again: 'the agency', 'the paper'.
OUTLETS = _words(
    "agency newspaper paper daily weekly magazine website site channel station broadcaster outlet portal "
    "publication tabloid journal radio television"
)
ANY_OUTLET = _words("media press tv newspapers outlets channels websites blog podcast programme program show")
DOCUMENTS = _words("""statement communique communiqué document documents draft report letter memorandum memo decree
    order text readout transcript
    declaration resolution agreement deal accord treaty paper proposal plan study survey poll filing indictment
    verdict ruling bill law release tweet post message note notice roadmap review analysis article editorial book
    audit dossier email e-mail cable records minutes list data figures footage video audio recording imagery brief
    briefing manifesto statements letters""")
#: Who a head of state or of government is called elsewhere.
HEADS = {
    "state": _words("president king queen emir sultan"),
    "government": _words("premier chancellor prime"),
}
#: Words that are never a source by themselves.
EMPTY = _words("of and the a an to by in on for with from that as at or but said says it's there what this these those")
