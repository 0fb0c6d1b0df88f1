//! What an invitation's arguments may be, and what is said of those that may not.

use crate::house::{Ended, House};

#[test]
fn every_span_is_counted_from_now() {
    let (house, company) = House::with_company();
    for span in ["600s", "90m", "36h", "7d"] {
        let made = house.json(&["invitation", "create", "--company", &company, "--expires-in", span]);
        assert!(made["expiresAt"].as_str() > made["createdAt"].as_str(), "{span}: {made}");
    }
    let made = house.json(&["invitation", "create", "--company", &company]);
    assert_eq!(made["expiresAt"], serde_json::Value::Null);
}

#[test]
fn what_does_not_fit_is_refused_with_its_option_and_code() {
    let house = House::new();
    house.does(&["workspace", "create", "Acme", "--max-expiry", "1h"]);
    let company = house.id(&["company", "create", "North Wind"]);
    let other = house.id(&["company", "create", "South Wind"]);
    let foreign = house.id(&["site", "create", "--company", &other, "Elsewhere"]);
    let create = ["invitation", "create", "--company", &company];
    let cases: &[(&[&str], i32, &str)] = &[
        (&["--expires-in", "2h"], 4, "--expires-in: must be at most 3600 seconds in this workspace"),
        (&["--expires-in", "59s"], 2, "--expires-in: must be at least 60 seconds"),
        (&["--lock", "country"], 2, "--lock: country is locked but not filled in"),
        (&["--site", &foreign], 3, &format!("--site: not of this company: {foreign}")),
        (&["--provider", &foreign], 3, &format!("--provider: {foreign} is not in the catalog")),
        (&["--metadata", "a=1", "--metadata", "a=2"], 2, "--metadata: the key \"a\" is given twice"),
        (&["--metadata", "=1"], 2, "--metadata \"\": has a key that is empty"),
        (&["--metadata", "a"], 2, "must be key=value"),
        (&["--max-uses", "0"], 2, "--max-uses <N>"),
        (&["--expires-in", "7"], 2, "must be a whole number and a unit, such as 600s, 90m, 36h or 7d"),
        (&["--allow", "mike"], 2, "must be one address of the form name@example.com"),
        (&["--url", "http://example.com"], 2, "must begin with https://"),
        (&["--country", "us"], 2, "must be an ISO 3166-1 alpha-2 country code in capitals, such as US"),
        (&["--utility-type", "POWER"], 2, "[possible values: ELECTRICITY, GAS,"),
        (&["--url", "https://a.example", "--provider", &foreign], 2, "cannot be used with"),
    ];
    for (args, code, said) in cases {
        let Ended { code: ended, out, err } = house.run(&[create.as_slice(), args].concat());
        assert_eq!((ended, out.as_str()), (*code, ""), "{args:?} {err}");
        assert!(err.contains(said), "{args:?}: {err}");
    }
    assert_eq!(house.json(&["invitation", "list"])["invitations"], serde_json::json!([]), "nothing was made");
}

#[test]
fn a_list_can_be_of_one_interface() {
    let (house, company) = House::with_company();
    let made = house.id(&["invitation", "create", "--company", &company]);
    let of = |source: &str| house.json(&["invitation", "list", "--source", source])["invitations"].clone();
    assert_eq!((&of("native")[0]["id"], &of("native")[0]["source"]), (&made.into(), &"native".into()));
    // A portal link is made by the API alone.
    assert_eq!(of("hotglue"), serde_json::json!([]));
    assert_eq!(house.run(&["invitation", "list", "--source", "ours"]).code, 2);
}

#[test]
fn a_reconnect_has_no_prefill_and_needs_its_connection() {
    let (house, company) = House::with_company();
    let create = ["invitation", "create", "--connection", &company];
    let ended = house.run(&create);
    assert_eq!(ended.code, 3);
    assert!(
        ended.err.contains("connection not found in this workspace; `admin-cli connection list`"),
        "{}",
        ended.err
    );
    let options = [
        "--url=https://a.example",
        "--country=US",
        "--lock=country",
        "--utility-type=GAS",
        "--start-date=2026-01-01",
    ];
    for option in options {
        let ended = house.run(&[create.as_slice(), &[option]].concat());
        assert_eq!(ended.code, 2, "{option}");
        assert!(ended.err.contains("cannot be used with"), "{option}: {}", ended.err);
    }
    for args in [
        &["invitation", "create"][..],
        &["invitation", "create", "--company", &company, "--connection", &company],
    ] {
        assert_eq!(house.run(args).code, 2, "{args:?}");
    }
}

#[test]
fn an_invitation_lives_longer_when_it_is_extended_and_never_shorter() {
    let (house, company) = House::with_company();
    let made = house.json(&["invitation", "create", "--company", &company, "--expires-in", "1h"]);
    let id = made["id"].as_str().unwrap();
    fn extend<'a>(id: &'a str, args: &[&'a str]) -> Vec<&'a str> {
        [&["invitation", "extend", id], args].concat()
    }
    let later = house.json(&extend(id, &["--expires-in", "2h"]));
    assert!(later["expiresAt"].as_str() > made["expiresAt"].as_str(), "{later}");
    let until = house.json(&extend(id, &["--until", "2999-12-31T23:59:59Z"]));
    assert_eq!(until["expiresAt"], "2999-12-31T23:59:59.000Z");
    let cases: &[(&[&str], i32, &str)] = &[
        (&["--expires-in", "2h"], 4, "--expires-in: would end the invitation earlier than it ends now"),
        (&[], 2, "<--expires-in <SPAN>|--until <TIME>|--never-expires>"),
        (&["--until", "tomorrow"], 2, "must be a date and time such as"),
        (&["--never-expires", "--expires-in", "2h"], 2, "cannot be used with"),
    ];
    for (args, code, said) in cases {
        let Ended { code: ended, out, err } = house.run(&extend(id, args));
        assert_eq!((ended, out.as_str()), (*code, ""), "{args:?} {err}");
        assert!(err.contains(said), "{args:?}: {err}");
    }
    assert_eq!(house.json(&extend(id, &["--never-expires"]))["expiresAt"], serde_json::Value::Null);
    house.does(&["invitation", "revoke", id]);
    let ended = house.run(&extend(id, &["--never-expires"]));
    assert_eq!(ended.code, 4);
    assert!(ended.err.contains("which is final"), "{}", ended.err);
}

#[test]
fn an_invitation_is_mailed_again_and_its_link_replaced() {
    let (house, company) = House::with_company();
    let create = ["invitation", "create", "--company", &company, "--allow", "mike@example.org"];
    let made = house.json(&create);
    let id = made["id"].as_str().unwrap();
    let ended = house.run(&["invitation", "resend", id]);
    assert_eq!(ended.code, 4);
    assert!(ended.err.contains("--to: no mail is sent here; see [mail]"), "{}", ended.err);
    let rotated = house.json(&["invitation", "rotate", id]);
    assert_ne!(rotated["token"], made["token"]);
    assert_eq!((&rotated["mailed"], &rotated["skipped"]), (&serde_json::json!([]), &serde_json::json!([])));

    let config = std::fs::read_to_string(house.path("latchstring.toml")).unwrap();
    let outbox = house.path("mails");
    let mail = format!(
        "{config}[mail]\nfrom = \"desk@example.com\"\ntransport = \"file\"\nfolder = \"{}\"\n",
        outbox.display()
    );
    std::fs::write(house.path("latchstring.toml"), mail).unwrap();
    let resent = house.json(&["invitation", "resend", id, "--to", "MIKE@example.org", "--extend", "7d"]);
    assert_eq!(
        (&resent["mailed"], &resent["token"]),
        (&serde_json::json!(["mike@example.org"]), &rotated["token"])
    );
    assert_eq!(resent["expiresAt"], serde_json::Value::Null, "what never expires stays so");
    let said = house.does(&["invitation", "rotate", id, "--send-email"]);
    assert!(said.contains("skipped  mike@example.org until 20"), "{said}");
    for (args, said) in [
        (&["invitation", "resend", id][..], "try again after 20"),
        (
            &["invitation", "resend", id, "--to", "eve@example.net"],
            "--to: not within the list of the invitation: eve@",
        ),
    ] {
        let ended = house.run(args);
        assert_eq!(ended.code, 4, "{}", ended.err);
        assert!(ended.err.contains(said), "{}", ended.err);
    }
}
