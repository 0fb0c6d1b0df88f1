//! The event log taken elsewhere and followed.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;

use crate::house::{House, program, refused};

fn kinds(lines: &str) -> Vec<String> {
    let kind = |line: &str| serde_json::from_str::<Value>(line).unwrap()["type"].as_str().unwrap().to_owned();
    lines.lines().map(kind).collect()
}

#[test]
fn an_export_is_the_log_from_its_beginning() {
    let (house, company) = House::with_company();
    let all = house.does(&["events", "export"]);
    // The first two are of one millisecond, within which there is no order.
    let mut all = kinds(&all);
    assert_eq!(all.pop().as_deref(), Some("COMPANY_CREATED"));
    all.sort();
    assert_eq!(all, ["PROVIDER_CREATED", "WORKSPACE_CREATED"]);
    let one = house.does(&["events", "export", "--subject", &format!("company:{company}")]);
    assert_eq!(kinds(&one), ["COMPANY_CREATED"]);
    assert_eq!(house.does(&["events", "export", "--occurred-before", "2020-01-01T00:00:00Z"]), "");
    assert_eq!(house.does(&["events", "export", "--actor", "recipient"]), "");
    let table = house.does(&["events", "export", "--to", "csv"]);
    let mut lines = table.lines();
    let head = "id,occurredAt,type,subjectType,subjectId,sequence,actorKind,actorId,actorEmail,ip,userAgent,requestId,automated,data";
    assert_eq!(lines.next(), Some(head));
    assert_eq!(lines.count(), 3);
}

#[test]
fn an_export_into_a_file_is_private_and_overwrites_nothing() {
    use std::os::unix::fs::PermissionsExt as _;

    let (house, _) = House::with_company();
    let answer = house.json(&["events", "export", "--output", "log.jsonl"]);
    assert_eq!(answer["events"], 3);
    let written = std::fs::read_to_string(house.path("log.jsonl")).unwrap();
    assert_eq!(written, house.does(&["events", "export"]));
    let mode = std::fs::metadata(house.path("log.jsonl")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    refused(&house.run(&["events", "export", "-o", "log.jsonl"]), 1, "log.jsonl cannot be made");
    assert_eq!(std::fs::read_to_string(house.path("log.jsonl")).unwrap(), written);
}

#[test]
fn t161_what_a_stranger_wrote_is_neutral_in_an_export() {
    let (house, _) = House::with_company();
    let evil = "=HYPERLINK(\"http://evil\")";
    house.does(&["company", "create", "Works", "--as", evil]);
    let table = house.does(&["events", "export", "--to", "csv", "--type", "COMPANY_CREATED"]);
    assert!(table.contains("\"'=HYPERLINK(\"\"http://evil\"\")\""), "{table}");
    let lines = house.does(&["events", "export", "--type", "COMPANY_CREATED"]);
    let last: Value = serde_json::from_str(lines.lines().last().unwrap()).unwrap();
    assert_eq!(last["actor"]["id"], evil, "JSON keeps it to the letter");
}

#[test]
fn the_tail_of_the_log_is_followed() {
    let (house, _) = House::with_company();
    let last = house.does(&["events", "tail", "--lines", "1", "--format", "json"]);
    assert_eq!(kinds(&last), ["COMPANY_CREATED"]);
    let mut child = program()
        .current_dir(house.dir.path())
        .args(["--config", "latchstring.toml", "events", "tail", "-f", "-n", "1", "--format", "json"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let (send, lines) = mpsc::channel();
    std::thread::spawn(move || out.lines().for_each(|line| send.send(line.unwrap()).unwrap()));
    let next = || kinds(&lines.recv_timeout(Duration::from_secs(60)).unwrap()).remove(0);
    assert_eq!(next(), "COMPANY_CREATED");
    let company = house.id(&["company", "create", "South Wind"]);
    assert_eq!(next(), "COMPANY_CREATED");
    house.does(&["site", "create", "--company", &company, "Mill"]);
    assert_eq!(next(), "SITE_CREATED", "and none came twice");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn t163_a_database_put_back_is_found_by_the_checkpoints_that_were_kept() {
    let (house, _) = House::with_company();
    let database = house.path("latchstring.db");
    assert_eq!(house.json(&["events", "checkpoints", "--take", "-o", "monday.jsonl"])["checkpoints"], 1);
    let yesterday: Vec<(std::path::PathBuf, Vec<u8>)> = std::fs::read_dir(house.dir.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().contains("latchstring.db"))
        .map(|path| (path.clone(), std::fs::read(path).unwrap()))
        .collect();
    house.does(&["company", "create", "South Wind"]);
    assert_eq!(house.json(&["events", "checkpoints", "--take", "-o", "tuesday.jsonl"])["checkpoints"], 2);
    let whole = house.json(&["events", "verify", "--checkpoints", "monday.jsonl", "tuesday.jsonl"]);
    assert_eq!((&whole["checkpoints"], &whole["kept"]), (&2.into(), &3.into()));

    for beside in ["latchstring.db-wal", "latchstring.db-shm"] {
        let _ = std::fs::remove_file(house.path(beside));
    }
    for (path, bytes) in yesterday {
        std::fs::write(path, bytes).unwrap();
    }
    assert!(database.exists());
    house.does(&["events", "verify"]);
    house.does(&["events", "verify", "--checkpoints", "monday.jsonl"]);
    let found = house.run(&["events", "verify", "--checkpoints", "tuesday.jsonl"]);
    assert_eq!(found.code, 5, "{}", found.err);
    assert!(found.err.contains("checkpoint 2: the database does not have it"), "{}", found.err);

    std::fs::write(house.path("other.jsonl"), "{\"number\":1}\n").unwrap();
    let wrong = house.run(&["events", "verify", "--checkpoints", "other.jsonl"]);
    refused(&wrong, 2, "line 1 of other.jsonl is no checkpoint");
}

#[test]
fn t162_a_recipient_is_erased_at_the_command_line() {
    let (house, company) = House::with_company();
    let made = house.json(&["invitation", "create", "--company", &company, "--allow", "dana@example.org"]);
    let id = made["id"].as_str().unwrap();
    let erased = house.json(&["recipient", "erase", "Dana@Example.org"]);
    assert_eq!(erased["invitations"], 1);
    let left = house.json(&["invitation", "show", id]);
    assert_eq!(
        (&left["status"], &left["allowedEmails"][0]),
        (&"REVOKED".into(), &"erased@erased.invalid".into())
    );
    assert_eq!(house.json(&["recipient", "erase", "dana@example.org"])["invitations"], 0);
    house.does(&["events", "verify"]);
    assert_eq!(house.run(&["recipient", "erase", "dana"]).code, 2);
}
