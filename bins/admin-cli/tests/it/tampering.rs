//! The event log at the command line. What kinds of tampering are found is tested where the walk is, in the use case.

use crate::house::House;

#[test]
fn t156_an_event_edited_in_the_file_is_named_and_ends_in_code_5() {
    let (house, company) = House::with_company();
    house.does(&["company", "create", "South Wind", "--as", "evil-edna"]);
    assert_eq!(house.run(&["events", "verify"]).code, 0);

    // The same number of bytes, in place: no trigger sees it, and the file stays a sound SQLite file.
    let path = house.path("latchstring.db");
    let mut file = std::fs::read(&path).unwrap();
    let places: Vec<usize> =
        file.windows(9).enumerate().filter(|(_, bytes)| bytes == b"evil-edna").map(|(at, _)| at).collect();
    assert!(!places.is_empty(), "the name stands in the file");
    for at in places {
        file[at..at + 9].copy_from_slice(b"good-olga");
    }
    std::fs::write(&path, file).unwrap();

    let edited = house.json(&["company", "list"])["companies"][0]["id"].as_str().unwrap().to_owned();
    assert_ne!(edited, company);
    let ended = house.run(&["events", "verify", "--format", "json"]);
    assert_eq!(ended.code, 5, "{}", ended.err);
    assert!(ended.err.contains(&format!("the events of company {edited} break at 1")), "{}", ended.err);
    let report: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(report["broken"].as_array().unwrap().len(), 1, "{report}");
    let broken = &report["broken"][0];
    assert_eq!(
        (&broken["subject"]["kind"], &broken["subject"]["id"]),
        (&"company".into(), &edited.as_str().into())
    );
    assert_eq!(
        (&broken["sequence"], &broken["reason"]),
        (&1.into(), &"the event or its seal was changed".into())
    );
    let table = house.run(&["events", "verify"]);
    assert_eq!(table.code, 5);
    assert!(table.out.contains(&format!("company:{edited}")), "{}", table.out);
}
