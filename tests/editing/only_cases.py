"""What one outlet alone reports: sentences of one against the stories of two others.

All invented. `ALONE` tell what neither of the two tells; `SHARED` tell what at
least one of them does, in the same words or others.
"""

FERRY_A_TITLE = "Ferry stopped off Selvoy after shots"
FERRY_A_TEXT = """\
A patrol boat of the Selvoy coast guard stopped the ferry Marit Lund off the island on Sunday
evening. The 212 passengers spent the night on board. Captain Joren Aske refused to hand over
the ship's papers, the coast guard said. The ministry in Brevik summoned the ambassador on
Monday. Tickets will be refunded by the shipping line Norrelinjen.
"""
FERRY_C_TITLE = "Passengers of the Marit Lund return home"
FERRY_C_TEXT = """\
The ferry Marit Lund reached the port of Tallow on Monday at noon. Among the passengers were
forty pupils of a school in Denby. Nobody was hurt. Foreign minister Ada Krohn called the
incident a breach of the treaty of 1987. The shipping line has cancelled all crossings until
Thursday. Police have begun to question the crew.
"""
ALONE = (
    "Warning shots were fired across the bow three times before the engines fell silent.",
    "Two crew members hid the navigation computer in a life raft, according to a court paper.",
    "A passenger gave birth to a girl in the saloon shortly after midnight.",
    "Fishermen brought blankets and soup in rubber dinghies.",
    "The insurer doubled its premiums for the northern route on Monday afternoon.",
    "Satellite pictures show a second warship waiting behind the lighthouse.",
    "The opposition wants a committee of inquiry to look into the radio silence.",
    "An earlier stop in April had been kept secret by both governments.",
    "The helicopter that was to lift off the sick turned back for want of fuel.",
    "Fuel prices in the archipelago jumped by nine percent within hours.",
    "The first officer had been dismissed by his former employer for drinking.",
    "A recording of the radio exchange was offered to this newspaper for money.",
)
SHARED = (
    # word for word, and nearly so
    "The 212 passengers spent the night on board.",
    "All 212 passengers had to spend the night on board the ship.",
    # the same number, written in another way
    "Some two hundred and twelve passengers had to stay on the ferry for a night.",
    "Among those on board were 40 pupils of a Denby school.",
    # another number of the same thing: contradicted, not alone
    "About 230 passengers spent the night on the ferry.",
    # order turned, words changed
    "Captain Aske did not want to hand the papers of the ship to the coast guard.",
    "The ambassador was summoned to the ministry in Brevik.",
    "According to the foreign minister, Ada Krohn, the treaty of 1987 was broken.",
    "Norrelinjen, the shipping line, promised to refund all tickets.",
    "There will be no crossings before Thursday, the shipping line said.",
    "The crew is being questioned by the police in Tallow.",
    # told by two together
    "The coast guard of Selvoy stopped the ferry, which reached Tallow at noon.",
    # in a headline only
    "Shots were heard before the ferry was stopped off Selvoy.",
    # alone in truth, but half of its words are another's: a doubt that counts against it
    "The patrol boat fired three warning shots across the bow before the engines stopped.",
    # an outlet credits another
    "The engine room had been flooded on purpose, the Courier reported from the island.",
    # says next to nothing
    "It was a very long night for all of them there.",
)
