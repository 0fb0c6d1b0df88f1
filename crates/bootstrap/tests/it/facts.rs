//! What a quickstart tells a newcomer.

use insta::assert_snapshot;
use latchstring_bootstrap::quickstart::Facts;
use secrecy::SecretString;

const ID: &str = "0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b";

fn facts() -> Facts {
    Facts {
        base_url: "http://127.0.0.1:8080".to_owned(),
        api_key: SecretString::from("lsk_test_key"),
        api_key_file: "/home/olga/latchstring-data/api-key".into(),
        api_key_is_new: true,
        workspace_id: ID.parse().unwrap(),
        environment: "sandbox".to_owned(),
        flow: Some("quickstart".parse().unwrap()),
        company_id: ID.parse().unwrap(),
        public_company_id: "co_0000000000000000000001".parse().unwrap(),
        site_ids: vec![ID.parse().unwrap()],
        mail_folder: "/home/olga/latchstring-data/mail".into(),
        invitation_url: SecretString::from("http://127.0.0.1:8080/p/i/lsi_token"),
    }
}

#[test]
fn people_are_told_what_to_open_and_what_to_call() {
    assert_snapshot!(facts().text().unwrap());
}

#[test]
fn the_key_is_shown_the_first_time_alone() {
    let later = Facts { api_key_is_new: false, ..facts() }.text().unwrap();
    assert!(!later.contains("lsk_test_key"), "{later}");
}

#[test]
fn without_a_flow_no_portal_link_is_promised() {
    let text = Facts { flow: None, ..facts() }.text().unwrap();
    assert!(!text.contains("magicLink"), "{text}");
}

#[test]
fn programs_are_told_in_one_line() {
    let json = facts().json();
    assert_eq!(json.lines().count(), 1);
    assert_snapshot!(json);
}
