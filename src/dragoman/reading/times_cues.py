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
    overthrown undergone forgotten frozen thrown torn withdrawn stolen sworn sought fled forbade foresaw leapt
    lit sped split stuck stung swam undid wore worn wove wept bent bid bet burst cost quit slid spun shone
    shrank sprang overrode withstood outbid upset bore borne bound befell arose
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
    will shall won't would wouldn't may might could can should must cannot poised bound forthcoming ahead
    looming awaiting tomorrow preparing ready willing
    """
)

#: present tenses that news uses of what is fixed for a day ahead
TIMETABLE = word_set(
    """
    ends end expires expire begins begin starts start opens open resumes resume meets meet returns return
    travels travel arrives arrive votes vote visits visit convenes convene hosts host holds hold leaves leave
    departs depart gathers gather reconvene reconvenes runs run lapses lapse closes close comes come goes go
    falls takes take kicks sits sit heads head attends attend decides decide rules delivers deliver stop stops
    cease ceases enters enter flies fly is are speak speaks stay stays launches launch hands faces face continue
    continues last lasts stands marks joins join
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
    election elections referendum truce ceasefire strike debate primary primaries caucus caucuses rally trip
    walkout deadline date phase exchange swap release launch opening appeal
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

#: participles of what is fixed beforehand: ahead, unless 'had' stands before
BEFORE_HAND = word_set(
    """
    scheduled due set slated planned supposed poised expected bound
    """
)

#: before 'to' and a verb, or an object in between, these point ahead
INTENTS = word_set(
    """
    plan plans planned planning hope hopes hoped hoping expect expects expected expecting aim aims aimed promise
    promises promised pledge pledges pledged vow vows vowed intend intends intended want wants wanted prepare
    prepares prepared preparing threaten threatens threatened agree agrees agreed decide decides decided refuse
    refuses offer offers offered propose proposes due set scheduled slated supposed poised bound ready willing
    likely going is are was were be about prefer prefers seek seeks need needs have has urge urged asked asks
    invited invites ordered told calls called demanded allowed obliged
    """
)

#: verbs ahead only where 'to' or 'that' follows, nouns elsewhere
NOUN_OR_VERB = word_set(
    """
    plan plans hope hopes aim aims promise promises pledge pledges expect expects want wants prepare prepares
    intend intends await awaits vow vows vowed promised threaten planned
    """
)

#: before 'to' and a verb these tell what happened
FELL_THROUGH = word_set(
    """
    failed refused managed had continued began started used declined helped forced able came went proceeded
    ceased agreed-not
    """
)

#: before 'to' where a noun follows
NO_INFINITIVE = word_set(
    """
    according prior from thanks close back up response access return committed
    """
)


HAVE = word_set(
    """
    can could may might would should must
    """
)

#: past forms that are also something else
BASE_OR_PAST = word_set(
    """
    read put cut hit let set spread shut hurt found left ground lay cost bid bet split quit burst upset
    """
)

#: present tenses that are also nouns
NOUN_OR_PRESENT = word_set(
    """
    end vote visit start head host return run hold close stay meet rules face last stands marks launch sit open
    stop visits heads hands votes ends starts faces runs launches stops
    """
)

#: abbreviations whose full stop ends no sentence
TITLES = word_set(
    """
    mr mrs ms dr gen sen rep st gov lt col jan feb aug sept oct nov dec rev sens reps prof capt adm maj cmdr
    """
)


PREPOSITIONS = word_set(
    """
    since by before after from to within in on at for during between through till of over following
    """
)


NO_NOUN = word_set(
    """
    the a an on in at by for of to and or but as when while after before is was are were will would has had have
    he she it they that which who with from until not said says
    """
)
