//! Invitations out of a file.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::house::{Ended, House, refused};
use crate::mask::mask;

fn import(house: &House, more: &[&str]) -> Ended {
    house.run(&[&["invitation", "import"], more].concat())
}

fn document(ended: &Ended) -> Value {
    serde_json::from_str(&ended.out).unwrap_or_else(|error| panic!("{error}: {ended:?}"))
}

fn invitations(house: &House) -> usize {
    house.json(&["invitation", "list", "--limit", "500"])["invitations"].as_array().unwrap().len()
}

fn clients(house: &House, company: &str) {
    let file = format!(
        "companyId,allowedEmails,maxUses,metadata.ticket\r\n{company},mike@example.org,1,4711\r\n\r\n\
         {company},Mike@example.org,,\r\n{company},dana@example.org *@example.com,,\r\n"
    );
    std::fs::write(house.path("clients.csv"), file).unwrap();
}

#[test]
fn a_file_is_foreseen_and_made_and_each_row_is_told_with_its_link() {
    let (house, company) = House::with_company();
    clients(&house, &company);
    assert_snapshot!(
        "invitation_import_dry_run",
        house.does(&["invitation", "import", "clients.csv", "--dry-run"])
    );
    assert_eq!(invitations(&house), 0);
    let made = import(&house, &["clients.csv"]);
    assert_eq!((made.code, made.err.as_str()), (0, "admin-cli: 3 of 3 rows\n"));
    assert_snapshot!("invitation_import", mask(&made.out, house.dir.path()));
    assert_eq!(invitations(&house), 2);

    let again = document(&import(&house, &["clients.csv", "--format", "json"]));
    assert_eq!(
        (&again["created"], &again["duplicates"], &again["status"]),
        (&json!(0), &json!(3), &json!("DONE"))
    );
    let rows = json!([{"companyId": company, "externalId": "row 1", "sendEmail": false}]).to_string();
    let ended = house.told(&["invitation", "import", "-", "--format", "json"], &rows);
    let told = document(&ended);
    let row = &told["rows"][0];
    assert_eq!((&row["line"], &row["status"]), (&Value::Null, &json!("CREATED")));
    let shown = house.json(&["invitation", "show", row["invitationId"].as_str().unwrap()]);
    assert_eq!((&shown["externalId"], &shown["invitationUrl"]), (&json!("row 1"), &row["invitationUrl"]));
    assert_eq!(shown["createdBy"]["id"], "olga");
    house.does(&["events", "verify"]);
}

#[test]
fn every_mistake_is_told_by_its_line_and_nothing_is_made() {
    let (house, company) = House::with_company();
    let file = format!(
        "companyId,maxUses,prefill.country,sendEmail\n{company},,,\n{company},many,Germany,\n\
         {company},,,true\nnobody,,,\n"
    );
    std::fs::write(house.path("wrong.csv"), file).unwrap();
    for more in [&["wrong.csv"][..], &["wrong.csv", "--dry-run"], &["wrong.csv", "--key", "a"]] {
        let ended = import(&house, more);
        assert_eq!((ended.code, ended.out.as_str()), (2, ""));
        assert_snapshot!("invitation_import_mistakes", ended.err);
    }
    let stranger = "companyId\n00000000-0000-7000-8000-000000000001\n";
    let ended = house.told(&["invitation", "import", "-"], stranger);
    refused(&ended, 2, "/0/companyId: line 2: the workspace has no such company");
    refused(
        &house.told(&["invitation", "import", "-"], "[{]"),
        2,
        "is not JSON that can be read: see line 1, column 3",
    );
    refused(
        &house.told(&["invitation", "import", "-"], "companyId,colour\n"),
        2,
        "the file: line 1: column 2 is not one",
    );
    refused(&import(&house, &["none.csv"]), 1, "none.csv cannot be read: No such file");
    assert_eq!(invitations(&house), 0);
}

/// Rows without a name of their own would be made twice by the same file; under a key they are not.
#[test]
fn t120_the_same_file_under_the_same_key_is_made_once() {
    let (house, company) = House::with_company();
    std::fs::write(house.path("a.csv"), format!("companyId\n{company}\n{company}\n")).unwrap();
    std::fs::write(house.path("b.csv"), format!("companyId\n{company}\n")).unwrap();
    let made = |file: &str, key: &str| import(&house, &[file, "--key", key, "--format", "json"]);
    let (first, again) = (made("a.csv", "monday"), made("a.csv", "monday"));
    assert_eq!(document(&first), document(&again));
    assert_eq!((again.code, again.err.as_str()), (0, ""));
    refused(&made("b.csv", "monday"), 4, "--key: another file was imported as \"monday\" within a day");
    assert_eq!(invitations(&house), 2);
    assert_eq!(document(&made("a.csv", "tuesday"))["created"], 2);
    assert_eq!(invitations(&house), 4);
}

#[test]
fn a_long_one_is_told_a_tenth_at_a_time() {
    let (house, company) = House::with_company();
    let rows = format!("companyId\n{}", format!("{company}\n").repeat(205));
    let ended = house.told(&["invitation", "import", "-", "--format", "json"], &rows);
    let told = document(&ended);
    assert_eq!((ended.code, &told["created"]), (0, &json!(205)));
    let lines: Vec<_> = (1..=10).map(|tenth| tenth * 20).chain([205]).collect();
    let said: String = lines.iter().map(|done| format!("admin-cli: {done} of 205 rows\n")).collect();
    assert_eq!(ended.err, said);
    let places: Vec<_> =
        told["rows"].as_array().unwrap().iter().map(|row| row["row"].as_u64().unwrap()).collect();
    assert_eq!(places, (0..205).collect::<Vec<_>>());
}

#[test]
fn t161_a_cell_does_not_act_on_the_terminal() {
    let (house, company) = House::with_company();
    let ended = house.told(&["invitation", "import", "-"], &format!("companyId,\u{1b}[2J\n{company},x\n"));
    refused(&ended, 2, "column 2 is not one that is known here");
    assert!(!ended.err.contains('\u{1b}'), "{:?}", ended.err);
}
