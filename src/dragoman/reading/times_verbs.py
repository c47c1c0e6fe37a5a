"""Words by which a sentence tells whether its dates lie behind or ahead."""

from __future__ import annotations

from dragoman.reading.times_words import word_set

#: past forms and participles that do not end in -ed
IRREGULAR_PAST = word_set(
    """
    was were had did said told met held took gave made went came became began left sent brought bought fell felt
    fought found flew got grew heard hit kept knew laid led lost paid put ran rose saw sat set shot spoke spent
    stood struck swore taught thought threw understood won wrote withdrew broke built chose cut dealt drew drove
    ate forgot forgave froze hid hurt lay lent let meant overcame rang read rode sang sank sold shook shut slept
    spread stole swept swung tore undertook upheld woke wound underwent oversaw outlined gone done been given
    taken known shown seen written spoken drawn broken fallen flown grown risen chosen driven begun hidden
    overthrown undergone forgotten frozen thrown torn withdrawn stolen sworn
    """
)

#: verbs of saying: a date beside them dates the words
SAY = word_set(
    """
    estimated predicted
    said told added announced declared stated claimed reported wrote confirmed warned insisted reiterated
    stressed denied explained noted argued tweeted posted commented remarked revealed disclosed acknowledged
    admitted repeated replied suggested testified urged emphasized emphasised underlined vowed pledged
    complained alleged asserted says tells
    """
)

#: auxiliaries, plans and adjectives that point ahead
AHEAD = word_set(
    """
    will shall won't wo 'll ’ll would wouldn't may might could can should must cannot going plan plans planning
    intend intends aim aims hope hopes expect expects expected scheduled due set slated planned supposed poised
    bound likely upcoming forthcoming ahead looming awaiting await awaits next future tomorrow prepare prepares
    preparing ready willing about promised vowed promise promises pledge pledges deadline ultimatum let want
    wants
    """
)

#: present tenses that news uses of what is fixed for a day ahead
TIMETABLE = word_set(
    """
    ends end expires expire begins begin starts start opens open resumes resume meets meet returns return
    travels travel arrives arrive votes vote visits visit convenes convene hosts host holds hold leaves leave
    departs depart gathers gather reconvene reconvenes runs run lapses lapse closes close comes come goes go
    falls takes take kicks sits sit heads head attends attend decides decide rules delivers deliver stop stops
    cease ceases enters enter flies fly is are speak speaks stay stays launches launch hands handed-over faces
    face continue continues last lasts stands marks joins join
    """
)

#: past verbs whose date may be that of the thing proposed
PROPOSALS = word_set(
    """
    proposed offered suggested invited demanded threatened extended postponed delayed rescheduled adjourned
    prolonged proposes offers suggests invites demands threatens extend postpone delay propose
    """
)

#: what is done to a deadline that lies behind
MISSED = word_set("missed passed expired lapsed ignored met broke")

#: nouns of what is still to come, before 'of', 'for' or 'to'
NOUNS_AHEAD = word_set(
    "notice threat plan plans preparations invitation hopes expectations calls date deadline schedule room"
)

#: what is held on a day
GATHERINGS = word_set(
    """
    meeting meetings talks summit round negotiations vote session conference visit call conversation hearing
    election elections referendum truce ceasefire strike
    """
)

#: with 'until' these tell of the past
LASTED = word_set(
    """
    lasted continued ran remained stayed served ruled lived worked controlled occupied fought held kept was were
    had did
    """
)

#: words in -ed that are no verbs
NOT_VERBS = word_set(
    """
    need united indeed speed feed seed breed bleed red hundred bed wed armed limited unprecedented so-called
    naked sacred wicked aged embed fed exceed proceed succeed
    """
)

DETERMINERS = word_set(
    """
    the a an his her its their our my this that these those all both some any no what which whom
    """
)

#: words of deadlines near the expression
DUE = word_set(
    """
    deadline deadlines expire expires expired expiry expiration due ultimatum lapse lapses ends end
    """
)
