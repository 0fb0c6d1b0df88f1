//! The keyring at the command line.

use std::os::unix::fs::PermissionsExt as _;

use crate::house::House;

fn set_mode(house: &House, mode: u32) {
    std::fs::set_permissions(house.path("keyring.json"), std::fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_new_keyring_is_its_owners_and_is_never_written_over() {
    let house = House::empty();
    let made = house.json(&["keys", "generate"]);
    let file = house.path("keyring.json");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let text = std::fs::read_to_string(&file).unwrap();
    let ended = house.run(&["keys", "generate"]);
    assert_eq!((ended.code, ended.out.as_str()), (4, ""));
    assert!(ended.err.contains("keyring.json is there already and was left as it is"), "{}", ended.err);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);

    let id = made["keyId"].as_str().unwrap();
    assert!(id.len() == 8 && text.contains(&format!("\"key_id\": \"{id}\"")), "{id}");
    assert_eq!(
        house.json(&["keys", "list"]),
        serde_json::json!({ "keys": [{ "id": id, "state": "primary" }] })
    );
    let root = text.split('"').find(|part| part.len() == 64).unwrap();
    assert!(!made.to_string().contains(root) && !house.does(&["keys", "list"]).contains(root));
}

#[test]
fn the_states_of_the_keys_are_listed_the_primary_first() {
    let house = House::empty();
    let entry = |name: &str| {
        house.does(&["keys", "generate", "--out", name]);
        let ring: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(house.path(name)).unwrap()).unwrap();
        ring["keyring"][0].clone()
    };
    let (one, two, mut three) = (entry("1.json"), entry("2.json"), entry("3.json"));
    three["disabled"] = true.into();
    let ring = serde_json::json!({ "keyring": [one, two, three] });
    std::fs::write(house.path("keyring.json"), ring.to_string()).unwrap();
    set_mode(&house, 0o600);
    let listed = house.json(&["keys", "list"]);
    let states: Vec<_> =
        listed["keys"].as_array().unwrap().iter().map(|key| key["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["primary", "active", "disabled"]);
    assert_eq!(listed["keys"][0]["id"], one["key_id"]);
}

#[test]
fn t169_a_keyring_that_others_can_read_is_refused() {
    let house = House::new();
    set_mode(&house, 0o644);
    for args in [&["workspace", "list"][..], &["keys", "list"]] {
        let ended = house.run(args);
        assert_eq!(ended.code, 78, "{args:?}");
        assert!(ended.err.contains("(mode 0644); run: chmod 600"), "{}", ended.err);
    }
}

#[test]
fn t169_another_databases_keyring_is_refused_before_anything_is_sealed_with_it() {
    let (house, _) = House::with_company();
    std::fs::rename(house.path("keyring.json"), house.path("right.json")).unwrap();
    house.does(&["keys", "generate"]);
    let ended = house.run(&["company", "create", "South Wind"]);
    assert_eq!(ended.code, 78);
    assert!(ended.err.contains("the keyring does not belong to this database"), "{}", ended.err);
    std::fs::rename(house.path("right.json"), house.path("keyring.json")).unwrap();
    assert_eq!(house.json(&["company", "list"])["companies"].as_array().unwrap().len(), 1);
}
