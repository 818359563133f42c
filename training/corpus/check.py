#!/usr/bin/env python3
"""Check files of marked passages (FORMAT.md): check.py FILE...; prints each fault as file:line, then counts. Exit 1 on faults."""

import re
import sys
from collections import Counter
from pathlib import Path

TYPES = set(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)
STATUS = set("happened ongoing planned possible denied".split())
STYLES = set("wire analysis headline statement regional translated caption".split())
CONTEXTS = set(
    "diplomatic military economic technology legal intelligence territorial nuclear cyber space energy environment elections humanitarian human_rights resource".split()
)
MARK = re.compile(
    r"@\[([^\[\]{}<>|]+)\|([a-z]\w*)(?::([A-Z]{3}))?\]|\[([^\[\]{}<>|]+)\|([a-z](?:\+[a-z])*)(?::([A-Z]{3}(?:\.[A-Z0-9]+)*))?\]"
    r"|\{([^\[\]{}<>|]+)\|(\d+):([A-Z]+)(?:\.([\w-]+))? (\w+)\}|<([^\[\]{}<>|]+)\|([a-z]\w*):([\d/-]+)>"
)
PART = r"\s*([^|]+?)\s*"
BESIDE = {
    '"': re.compile(rf'"{PART}\|{PART}\|{PART}\| *(direct|indirect) (favourable|neutral|critical|alarmed)$'),
    "!": re.compile(rf"!{PART}\|{PART}\|{PART}\| *(\w+) (pledged|agreed|under-way|done|broken)(?: due:([\d/-]+))?$"),
    "~": re.compile(rf"~{PART}\|{PART}\|{PART}\| *([+-]) (\S.*)$"),
}
FRAME = re.compile(
    r"> (\d+): ?([a-z](?:\+[a-z])*)?(?: ?-> ([a-z](?:\+[a-z])*))?(?: @([a-z]\w*))?(?: in ([a-z]\w*))?(?: #([\w,]+))?$"
)
faults, count, ids = 0, Counter(), set()


def plain(line):
    """The text of a passage line without its marks."""
    return MARK.sub(lambda m: m[1] or m[4] or m[7] or m[12], line)


def find(part, sentences):
    """How many places in the passage read as this part, whole or as first … last words."""
    first, _, last = (x.strip() for x in part.partition("…")) if " … " in part else (part, "", "")
    pattern = re.escape(first) + (r"(?:(?!" + re.escape(first) + r").)*?" + re.escape(last) if last else "")
    return sum(len(re.findall(r"(?<!\w)" + pattern + r"(?!\w)", x)) for x in sentences)


def check_beside(line, at, sentences, actors):
    """A line of marks beside the text: its shape, its keys, its words."""
    m = BESIDE[line[0]].match(line)
    if not m:
        return fault(at, "does not parse: " + line)
    count[{'"': "quotations", "!": "commitments", "~": "drivers"}[line[0]]] += 1
    holders, words = ([m[5]], [m[1], m[2], m[3]]) if line[0] == "~" else ([m[1]], [m[2], m[3]])
    if line[0] == "!" and m[4] not in CONTEXTS:
        fault(at, "unknown domain " + m[4])
    for h in holders:
        if h.startswith("="):
            words.append(h[1:])
        elif h != "-" and not set(h.split("+")) <= actors:
            fault(at, f"no marked actor {h}: {line[:60]}")
    for w in words:
        if w != "-" and (n := find(w, sentences)) != 1:
            fault(at, f"stands {n} times in the passage, not once: {w}")


def fault(where, what):
    global faults
    faults += 1
    print(f"{where}: {what}")


for name in sys.argv[1:]:
    line_no = 0
    for block in re.split(r"\n\s*\n", Path(name).read_text()):
        lines = [x for x in block.split("\n") if x.strip()]
        start = line_no
        line_no += block.count("\n") + 2
        if not lines or lines[0].startswith("#"):
            continue
        at = f"{name}:{start + 1} {lines[0][:24]}"
        head = re.match(r"= ([\w-]+) \| (\d{4}-\d\d-\d\d) \| (\w+)$", lines[0])
        if not head or head[3] not in STYLES:
            fault(at, "first line is not '= id | date | style'")
            continue
        if head[1] in ids:
            fault(at, "id twice")
        ids.add(head[1])
        actors, events, dates, places, framed = set(), {}, set(), set(), set()
        body = [
            x
            for x in lines[1:]
            if not (x.startswith(">") or (x[0] in BESIDE and BESIDE[x[0]].match(x)) or x[:2] in ("! ", "~ "))
        ]
        if not body:
            fault(at, "no text")
        for text in body:
            for m in MARK.finditer(text):
                if m[1]:
                    places.add(m[2])
                elif m[4]:
                    for k in m[5].split("+"):
                        if m[6] and "+" not in m[5]:
                            actors.add(k)
                        elif k not in actors:
                            fault(at, f"actor {k} has no code at its first mention")
                    count["mentions"] += 1
                elif m[7]:
                    if m[9] not in TYPES or m[11] not in STATUS:
                        fault(at, f"type or status: {m[0]}")
                    if m[8] in events:
                        fault(at, f"event {m[8]} twice")
                    events[m[8]] = m[9]
                    count[m[9]] += 1
                    count["status " + m[11]] += 1
                else:
                    dates.add(m[13])
            if re.search(r"[{}|]", MARK.sub("", text)) or re.search(r"[\[\]]", MARK.sub("", text)):
                fault(at, "a mark that does not parse: " + MARK.sub("_", text)[:120])
            count["sentences"] += 1
        for line in (x for x in lines[1:] if x.startswith(">")):
            m = FRAME.match(line.rstrip())
            if not m:
                fault(at, "frame does not parse: " + line)
                continue
            framed.add(m[1])
            if m[1] not in events:
                fault(at, f"frame {m[1]} has no mark")
            for k in filter(None, ((m[2] or "") + "+" + (m[3] or "")).split("+")):
                if k not in actors:
                    fault(at, f"frame {m[1]} names no marked actor {k}")
            if m[4] and m[4] not in dates or m[5] and m[5] not in places:
                fault(at, f"frame {m[1]}: date or place is not marked")
            if m[6] and not set(m[6].split(",")) <= CONTEXTS:
                fault(at, "unknown context " + m[6])
        sentences = [plain(x) for x in body]
        for line in (x for x in lines[1:] if x[:2] in ('" ', "! ", "~ ")):
            check_beside(line.rstrip(), at, sentences, actors)
        if set(events) - framed:
            fault(at, f"no frame for {sorted(set(events) - framed)}")
        count["passages"] += 1
        count["passages without event"] += not events
print(f"{faults} faults;", ", ".join(f"{k} {v}" for k, v in sorted(count.items())))
sys.exit(1 if faults else 0)
