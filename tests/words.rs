//! What the product can say is read by people who learn AWS: no inner ids, no
//! talk of the workshop, no metaphor without the name.

use cloud_campus::rules;

/// Everything that a rule says: its texts, but not its sources, which the page
/// shows by their full names.
fn said() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for rule in rules::all() {
        for text in [rule.title, rule.checks, rule.why, rule.reaction] {
            all.push((rule.code.to_owned(), text.to_owned()));
        }
    }
    for kind in cloud_campus::architecture::Kind::ALL {
        let info = kind.info();
        all.push((info.key.to_owned(), info.title.to_owned()));
        for property in info.properties {
            let place = format!("{}.{}", info.key, property.key);
            all.push((place.clone(), property.label.to_owned()));
            all.push((place, property.help.to_owned()));
        }
    }
    all
}

#[test]
fn nobody_hears_of_the_workshop() {
    const FORBIDDEN: &[&str] = &[
        "rulebook",
        "[logic]",
        "[TEST",
        "CHK-",
        "we have data for",
        "could not verify",
        "simulator",
        "must hold",
        "an intent",
        "intents",
    ];
    let mut slips = Vec::new();
    for (place, text) in said() {
        for word in FORBIDDEN.iter().filter(|word| text.contains(**word)) {
            slips.push(format!("{place} says {word:?}: {text}"));
        }
    }
    assert!(slips.is_empty(), "{slips:#?}");
}

#[test]
fn articles_and_plurals_are_right() {
    const SLIPS: &[&str] = &[
        " a entry",
        " a instance",
        " a Elastic",
        " a internet",
        " a address",
        " a alarm",
        " a IAM",
        " a EC2",
        " an subnet",
        " an VPC",
        " an route",
        " an NAT",
        "1 things",
        "1 subnets",
        " things more",
        "  ",
        " ,",
        " .",
    ];
    let mut all = Vec::new();
    for (place, text) in said() {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for slip in SLIPS {
            let slips = match *slip {
                " ." => text.contains(" . ") || text.ends_with(" ."),
                slip => text.contains(slip),
            };
            if slips {
                all.push(format!("{place} says {slip:?}: {text}"));
            }
        }
    }
    assert!(all.is_empty(), "{all:#?}");
}

/// The sentences of the trace stand in `src/explain`: where the course's word
/// stands, AWS's word stands in the same sentence.
#[test]
fn a_metaphor_never_stands_alone() {
    const WORDS: &[(&str, &[&str])] = &[
        ("signboard", &["route table", "{signboard}"]),
        ("side exit", &["NAT"]),
        ("main gate", &["gateway"]),
        (
            "the guard",
            &["network ACL", "security group", "{acl}", "{groups}", "{}"],
        ),
        ("receptionist", &["oad balancer", "{name}"]),
        ("the library", &["atabase"]),
        ("inside the walls", &["VPC"]),
    ];
    let (mut seen, mut alone) = (0, Vec::new());
    for file in [
        "src/explain/sentence.rs",
        "src/explain/sentence/dropped.rs",
        "src/explain/sentence/directory.rs",
    ] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let text = std::fs::read_to_string(path).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            if !line.contains('"') || line.trim().starts_with("//") {
                continue;
            }
            // What stands for a placeholder belongs to the sentence: up to where
            // the call that makes it is closed.
            let rest = lines[at..].iter().take(6);
            let end = rest.clone().position(|it| it.trim_start().starts_with(')'));
            let sentence: String = rest.take(end.unwrap_or(0) + 1).copied().collect();
            for (word, names) in WORDS {
                if line.contains(word) {
                    seen += 1;
                    if !names.iter().any(|name| sentence.contains(name)) {
                        alone.push(format!("{file}: {}", line.trim()));
                    }
                }
            }
        }
    }
    assert!(alone.is_empty(), "{alone:#?}");
    assert!(seen > 10, "only {seen} sentences were read");
}
