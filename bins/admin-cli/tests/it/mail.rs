//! Trying out the way that mail goes. `tests/end_to_end/mail` does it with a mail server.

use insta::assert_snapshot;

use crate::house::{House, refused};
use crate::mask::mask;

fn into_a_folder(house: House) -> House {
    let config = house.path("latchstring.toml");
    let text = std::fs::read_to_string(&config).unwrap();
    let mail = format!(
        "{text}[mail]\ntransport = \"file\"\nfrom = \"connect@acme.example\"\nfolder = \"{}\"\n",
        house.path("mail").display()
    );
    std::fs::write(&config, mail).unwrap();
    house
}

#[test]
fn a_test_is_put_into_the_folder_without_a_database_or_a_keyring() {
    let house = into_a_folder(House::empty());
    assert_snapshot!("mail_test", house.both(&["mail", "test", "--to", "Dana@harbour.example"]));
    let mails: Vec<_> =
        std::fs::read_dir(house.path("mail")).unwrap().map(|mail| mail.unwrap().path()).collect();
    assert_eq!(mails.len(), 2);
    let mail = std::fs::read_to_string(&mails[0]).unwrap();
    for line in [
        "From: connect@acme.example",
        "To: Dana@harbour.example",
        "Subject: A test of mail from links.example.com",
    ] {
        assert!(mail.lines().any(|found| found == line), "{line}: {mail}");
    }
}

#[test]
fn a_folder_that_cannot_be_written_to_is_told_with_what_to_do() {
    let house = into_a_folder(House::empty());
    std::fs::write(house.path("mail"), "a file").unwrap();
    let ended = house.run(&["mail", "test", "--to", "dana@harbour.example"]);
    refused(&ended, 1, "the mail folder cannot be written to");
    refused(&ended, 1, "may write into mail.folder");
}

#[test]
fn no_way_to_send_mail_is_a_warning_of_the_doctors_and_refuses_a_test() {
    let (house, _) = House::with_company();
    refused(&house.run(&["mail", "test", "--to", "dana@harbour.example"]), 1, "there is no way to send mail");
    assert!(mask(&house.does(&["doctor"]), house.dir.path()).contains("warn    mail"));
    refused(&house.run(&["mail", "test", "--to", "nobody"]), 2, "must be one address");
}

#[test]
fn reminders_are_set_in_days_where_mail_is_sent() {
    let (house, _) = House::with_company();
    let set = |option, value| ["workspace", "set", option, value];
    for option in ["--remind-after-days", "--remind-before-expiry-days"] {
        let said = format!("{option}: this deployment sends no mail; set mail.transport");
        refused(&house.run(&set(option, "3")), 4, &said);
        house.does(&set(option, "never"));
    }
    let house = into_a_folder(house);
    for wrong in ["0", "366", "-1", "3d", "soon"] {
        let option = format!("--remind-after-days={wrong}");
        refused(
            &house.run(&["workspace", "set", &option]),
            2,
            "must be a whole number of days from 1 to 365",
        );
    }
    let on = ["workspace", "set", "--remind-after-days", "3", "--remind-before-expiry-days", "2"];
    assert!(house.does(&on).contains("3d after the mail, 2d before the end"));
    let kept = house.json(&set("--remind-after-days", "never"));
    assert_eq!(
        (&kept["remindAfterDays"], &kept["remindBeforeExpiryDays"]),
        (&serde_json::Value::Null, &2.into())
    );
    assert!(house.does(&["workspace", "show"]).contains("2d before the end"));
}

#[test]
fn what_is_kept_for_how_long_is_set_by_kind() {
    let (house, _) = House::with_company();
    for (wrong, said) in [
        ("webhooks=6", "webhooks: must be a whole number of days from 7 to 3650, or usual"),
        ("mails=soon", "mails: must be a whole number of days from 1 to 3650, or usual"),
        ("events=1", "events: must be one of deadLetters, webhooks, bulkResults, mails"),
        ("webhooks", "must be a kind and days, such as webhooks=90"),
    ] {
        refused(&house.run(&["workspace", "set", "--keep", wrong]), 2, said);
    }
    let set = house.does(&["workspace", "set", "--keep", "webhooks=90", "--keep", "mails=365"]);
    assert!(set.contains("mails 365d, webhooks 90d"), "{set}");
    let kept = house.json(&["workspace", "set", "--keep", "webhooks=usual"]);
    let days = serde_json::json!({"deadLetters": null, "webhooks": null, "bulkResults": null, "mails": 365});
    assert_eq!(kept["retentionDays"], days);
}
