//! The older links: minted, listed, looked into, killed.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::house::{House, refused};
use crate::mask::mask;

struct Minted {
    id: String,
    company: String,
    secret: String,
    url: String,
}

fn mint(house: &House, args: &[&str]) -> Minted {
    let made = house.json(&[&["magic-link", "create"], args].concat());
    let text = |name: &str| made[name].as_str().unwrap().to_owned();
    Minted {
        id: text("id"),
        company: text("publicCompanyId"),
        secret: text("magicLinkSecret"),
        url: text("magicLinkUrl"),
    }
}

fn inspected(house: &House, url: &str) -> Value {
    house.json(&["magic-link", "inspect", url])
}

/// The key differs from run to run; it has to be the one of the keyring.
fn shown(house: &House, text: &str) -> String {
    let key = house.json(&["keys", "list"])["keys"][0]["id"].as_str().unwrap().to_owned();
    assert!(text.contains(&key), "{text}");
    mask(&text.replace(&key, "[key]"), house.dir.path())
}

#[test]
fn a_link_from_its_minting_to_its_end() {
    let (house, company) = House::with_company();
    let site = house.id(&["site", "create", "--company", &company, "Mill Lane 4"]);
    let create = [
        "magic-link",
        "create",
        "--company",
        &company,
        "--url",
        "https://sandbox.example",
        "--country",
        "US",
        "--site",
        &site,
        "--site",
        &site,
        "--lock",
        "country",
        "--expires-in",
        "7d",
    ];
    assert_snapshot!("magic_link_create", shown(&house, &house.does(&create)));
    let listed = house.does(&["magic-link", "list", "--company", &company]);
    let document = house.does(&["magic-link", "list", "--company", &company, "--format", "json"]);
    assert_snapshot!("magic_link_list", shown(&house, &format!("{listed}\n{document}")));

    let minted = mint(&house, &["--company", &company, "--expires-in", "7d"]);
    assert_eq!(
        minted.url,
        format!("https://links.example.com/p/connect/{}/{}", minted.company, minted.secret)
    );
    assert_snapshot!(
        "magic_link_inspect",
        shown(&house, &house.does(&["magic-link", "inspect", &minted.url]))
    );
    let revoke = ["magic-link", "revoke", &minted.id];
    let revoked = house.json(&revoke);
    assert_eq!((&revoked["status"], &revoked["id"]), (&json!("REVOKED"), &json!(minted.id)));
    assert_eq!(house.json(&revoke), revoked, "revoking twice answers the same");
    let found = inspected(&house, &minted.url);
    assert_eq!((&found["status"], &found["isKnown"]), (&json!("REVOKED"), &json!(true)));
    assert!(found["refusedBecause"].as_str().unwrap().starts_with("the link was revoked at 20"), "{found}");

    let subject = format!("magic-link:{}", minted.id);
    let events = house.json(&["events", "list", "--subject", &subject]);
    let types: Vec<_> = events["events"].as_array().unwrap().iter().map(|event| &event["type"]).collect();
    assert_eq!(types, ["REVOKED", "CREATED"]);
    for out in [listed, document, events.to_string(), found.to_string()] {
        assert!(!out.contains(&minted.secret), "the secret is shown again: {out}");
    }
    house.does(&["events", "verify"]);
}

#[test]
fn a_secret_is_looked_into_as_a_link_a_secret_or_from_standard_input() {
    let (house, company) = House::with_company();
    let minted = mint(&house, &["--company", &company, "--country", "US"]);
    let whole = inspected(&house, &minted.url);
    assert_eq!(whole["refusedBecause"], Value::Null);
    assert_eq!(whole["prefill"], json!({"country": "US"}));
    let parts = ["magic-link", "inspect", &minted.secret, "--company-id", &minted.company, "--company-link"];
    assert_eq!(house.json(&parts), whole);
    let old = format!(
        "https://old.example/create-datasource/magic-link/{}/{}/connect",
        minted.company, minted.secret
    );
    assert_eq!(inspected(&house, &old), whole);
    let told = house.told(&["magic-link", "inspect", "-", "--format", "json"], &format!("{}\n", minted.url));
    assert_eq!(told.code, 0, "{}", told.err);
    assert_eq!(serde_json::from_str::<Value>(&told.out).unwrap(), whole);
}

#[test]
fn what_is_no_link_is_refused_with_the_reason() {
    let (house, company) = House::with_company();
    let minted = mint(&house, &["--company", &company]);
    let inspect = |args: &[&str]| house.run(&[&["magic-link", "inspect"], args].concat());
    let as_kind = |secret: &str, kind: &str| inspect(&[secret, "--company-id", &minted.company, kind]);

    refused(&as_kind(&minted.secret, "--workflow"), 4, "BadTag");
    refused(&as_kind("AAAA", "--company-link"), 4, "no link of this company and kind");
    let other = house.json(&["company", "create", "South Wind"])["publicId"].as_str().unwrap().to_owned();
    let moved = inspect(&[&minted.secret, "--company-id", &other, "--company-link"]);
    refused(&moved, 4, "BadTag");
    let nobody = "co_0000000000000000000001";
    let unknown = inspect(&[&minted.secret, "--company-id", nobody, "--company-link"]);
    refused(&unknown, 3, "company not found in this workspace");

    refused(&inspect(&[&minted.secret]), 2, "--company-id");
    refused(&inspect(&[&minted.secret, "--company-id", &minted.company]), 2, "--company-link|--workflow");
    refused(&as_kind(&minted.url, "--company-link"), 2, "a whole link says itself");
    refused(&inspect(&["https://links.example.com/p/i/lsi_x"]), 2, "not that of a magic link");
    let both = [&minted.secret, "--company-id", &minted.company, "--company-link", "--workflow"];
    refused(&inspect(&both), 2, "cannot be used with");
    refused(&inspect(&[&minted.secret, "--company-id", "x", "--workflow"]), 2, "not a public company id");
    for ended in [as_kind(&minted.secret, "--workflow"), inspect(&[&minted.secret])] {
        assert!(!ended.err.contains(&minted.secret), "{}", ended.err);
    }
}

#[test]
fn t035_a_company_is_cut_off_and_what_is_dead_stays_dead() {
    let (house, company) = House::with_company();
    let (first, second) = (mint(&house, &["--company", &company]), mint(&house, &["--company", &company]));
    let said = house.does(&["magic-link", "cut-off", "--company", &company]);
    assert!(said.starts_with("All magic links of North Wind that were minted before 20"), "{said}");
    for minted in [&first, &second] {
        assert_eq!(inspected(&house, &minted.url)["status"], "REVOKED");
    }
    let shown = house.json(&["company", "show", &company]);
    let since = shown["linksNotBefore"].as_str().unwrap();
    let third = mint(&house, &["--company", &company]);
    assert_eq!(inspected(&house, &third.url)["status"], "ACTIVE");

    let cut = ["magic-link", "cut-off", "--company", &company, "--before"];
    let again = house.json(&[&cut[..], &[since]].concat());
    assert_eq!(again["linksNotBefore"], shown["linksNotBefore"]);
    refused(
        &house.run(&[&cut[..], &["2020-01-31T09:30:00Z"]].concat()),
        4,
        "--before: the company's links were cut",
    );
    refused(
        &house.run(&[&cut[..], &["2999-01-31T09:30:00Z"]].concat()),
        2,
        "--before: the time must not lie in",
    );
    refused(&house.run(&[&cut[..], &["2020-01-31"]].concat()), 2, "must be a date and time such as");
    assert_eq!(house.json(&["company", "show", &company])["linksNotBefore"], shown["linksNotBefore"]);
}

#[test]
fn what_does_not_fit_is_refused_with_its_option_and_code() {
    let (house, company) = House::with_company();
    let other = house.id(&["company", "create", "South Wind"]);
    let foreign = house.id(&["site", "create", "--company", &other, "Elsewhere"]);
    let long = format!("https://a.example/{}", "x".repeat(450));
    let mut many = vec!["--url".to_owned(), long.clone()];
    for number in 0..60 {
        let site = house.id(&["site", "create", "--company", &company, &format!("Place {number}")]);
        many.extend(["--site".to_owned(), site]);
    }
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let create = ["magic-link", "create", "--company", &company];
    let cases: &[(&[&str], i32, &str)] = &[
        (&many, 2, "--site: makes the link longer than 2000 characters"),
        (&["--expires-in", "59s"], 2, "--expires-in: must be at least 60 seconds"),
        (&["--lock", "country"], 2, "--lock: country is locked but not filled in"),
        (&["--site", &foreign], 3, &format!("--site: not of this company: {foreign}")),
        (&["--provider", &foreign], 3, &format!("--provider: {foreign} is not in the catalog")),
        (&["--max-uses", "1"], 2, "unexpected argument"),
        (&["--connection", &company], 2, "cannot be used with"),
    ];
    for (args, code, said) in cases {
        refused(&house.run(&[create.as_slice(), args].concat()), *code, said);
    }
    let none = house.does(&["magic-link", "list", "--company", &company]);
    assert_eq!(none, "No magic link.\n", "nothing was minted");
}

#[test]
fn a_list_goes_on_after_where_it_ended() {
    let (house, company) = House::with_company();
    let made: Vec<String> = (0..3).map(|_| mint(&house, &["--company", &company]).id).collect();
    let list = ["magic-link", "list", "--company", &company, "--limit", "2"];
    let first = house.json(&list);
    assert_eq!(first["next"], made[1].as_str());
    let rest = house.json(&[&list[..], &["--after", &made[1]]].concat());
    assert_eq!((&rest["magicLinks"][0]["id"], &rest["next"]), (&made[0].as_str().into(), &().into()));
}
