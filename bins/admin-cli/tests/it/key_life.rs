//! T168: the life of a key at the command line, with a process that is killed in the middle of moving what is sealed.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use latchstring_bootstrap::{command, keyring};
use latchstring_domain::id::CompanyId;
use latchstring_domain::sealed::{SealedBytes, SealedCredentials};
use latchstring_secrets::vault::{DataKey, VaultContext};
use latchstring_storage::{Change, ChangeSet};
use latchstring_storage_testing::fixture::Maker;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;

use crate::house::{House, program, refused};

/// Enough that a kill in the middle is in the middle, and as many as the case asks for.
const ROWS: usize = 100_000;

/// Puts connections with credentials of their own into the database, as the server would but all at once.
#[tokio::main]
async fn fill(house: &House, company: CompanyId) {
    let settings = command::settings(Some(&house.path("latchstring.toml"))).unwrap();
    let ring = keyring::load(&settings.keyring).unwrap();
    let opened = command::store(&settings).await.unwrap();
    let store = opened.store();
    let company = store.company(company).await.unwrap().unwrap();
    let (mut make, mut rng) = (Maker::default(), ChaCha20Rng::seed_from_u64(168));
    for _ in 0..ROWS / 1_000 {
        let mut set = ChangeSet::new();
        for _ in 0..1_000 {
            let mut row = make.bare_connection(&company);
            let context =
                VaultContext { workspace: company.workspace_id.to_bytes(), connection: row.id.to_bytes() };
            let key = DataKey::generate(&mut rng);
            row.credentials = SealedCredentials {
                data_key: SealedBytes::new(key.wrap(&ring, &context, &mut rng)),
                fields: Vec::new(),
            };
            set.push(Change::CreateConnection(row));
        }
        store.commit(set).await.unwrap();
    }
    opened.close().await;
}

fn of<'a>(usage: &'a serde_json::Value, key: &str) -> &'a serde_json::Value {
    usage["keys"].as_array().unwrap().iter().find(|of| of["id"] == key).unwrap()
}

#[test]
fn t168_a_rewrap_that_is_killed_midway_is_finished_by_the_next() {
    let (house, company) = House::with_company();
    fill(&house, company.parse().unwrap());
    let old = house.json(&["keys", "list"])["keys"][0]["id"].as_str().unwrap().to_owned();
    let new = house.json(&["keys", "rotate"])["keyId"].as_str().unwrap().to_owned();
    let rows = ROWS as u64;
    assert_eq!(of(&house.json(&["keys", "usage"]), &old)["sealed"], rows);

    let mut rewrap = program();
    rewrap.current_dir(house.dir.path()).args(["--config", "latchstring.toml", "keys", "rewrap"]);
    let mut child = rewrap.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let told = BufReader::new(child.stderr.take().unwrap()).lines();
    let third = told.map(Result::unwrap).nth(2).expect("it tells of each tenth");
    child.kill().unwrap();
    assert!(third.contains(&format!("of {rows} rows")), "{third}");
    assert!(!child.wait().unwrap().success(), "it was killed");

    let usage = house.json(&["keys", "usage"]);
    let left = of(&usage, &old)["sealed"].as_u64().unwrap();
    assert!((1..rows).contains(&left), "{left}");
    assert_eq!(of(&usage, &new)["sealed"].as_u64().unwrap() + left, rows, "each is under one of the two");
    let ended = house.run(&["keys", "retire", &old]);
    refused(
        &ended,
        4,
        &format!("{left} sealed values, which `admin-cli keys rewrap` moves; nothing was changed"),
    );

    let ended = house.run(&["keys", "rewrap", "--format", "json"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    let report: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(report["moved"], serde_json::json!([{ "from": old, "values": left }]));
    assert_eq!(
        (of(&report, &old)["sealed"].as_u64(), of(&report, &new)["sealed"].as_u64()),
        (Some(0), Some(rows))
    );
    house.does(&["keys", "retire", &old]);
    house.does(&["events", "verify"]);
}

#[test]
fn t168_a_key_lives_from_its_adding_to_its_retiring_and_the_log_tells_of_it() {
    let (house, company) = House::with_company();
    let ring = || std::fs::read_to_string(house.path("keyring.json")).unwrap();
    let old = house.json(&["keys", "list"])["keys"][0]["id"].as_str().unwrap().to_owned();
    house.does(&["invitation", "create", "--company", &company]);
    let root = ring().split('"').find(|part| part.len() == 64).unwrap().to_owned();

    let new = house.json(&["keys", "add"])["keyId"].as_str().unwrap().to_owned();
    house.does(&["keys", "promote", &new]);
    refused(&house.run(&["keys", "retire", &new]), 4, "is the primary and cannot be disabled or removed");
    refused(&house.run(&["keys", "retire", &old]), 4, "1 links that can be used");
    house.does(&["keys", "disable", &old]);
    house.does(&["keys", "enable", &old]);
    house.does(&["keys", "disable", &old]);
    insta::assert_snapshot!(
        "keys_usage",
        house.does(&["keys", "usage"]).replace(&old, "[old key]").replace(&new, "[new key]")
    );
    house.does(&["keys", "rewrap"]);
    let retired = house.does(&["keys", "retire", &old]);
    assert!(retired.contains("need the keyring as it was"), "{retired}");
    assert!(!ring().contains(&root), "the root is gone");
    let states = serde_json::json!([{ "id": new, "state": "primary" }, { "id": old, "state": "retired" }]);
    assert_eq!(house.json(&["keys", "list"])["keys"], states);
    house.does(&["events", "verify"]);

    let events = house.json(&["events", "list", "--type", "KEYRING_CHANGED"]);
    let told: Vec<_> = events["events"]
        .as_array()
        .unwrap()
        .iter()
        .rev()
        .map(|event| {
            assert_eq!(event["actor"]["kind"], "operator", "{event}");
            (
                event["data"]["change"].as_str().unwrap().to_owned(),
                event["data"]["keyId"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let on = |change: &str, key: &str| (change.to_owned(), key.to_owned());
    let lived = ["disabled", "enabled", "disabled", "retired"].map(|change| on(change, &old));
    assert_eq!(told, [vec![on("added", &new), on("promoted", &new)], lived.to_vec()].concat());
}

#[test]
fn a_keyring_of_the_environment_is_written_elsewhere_or_not_at_all() {
    let (house, _) = House::with_company();
    let keys = std::fs::read_to_string(house.path("keyring.json")).unwrap();
    let config = std::fs::read_to_string(house.path("latchstring.toml")).unwrap();
    let config = config.lines().filter(|line| !line.contains("keys_file")).collect::<Vec<_>>().join("\n");
    std::fs::write(house.path("latchstring.toml"), config).unwrap();
    let run = |args: &[&str]| -> crate::house::Ended {
        let mut command = program();
        command.current_dir(house.dir.path()).env("LATCHSTRING_KEYRING_KEYS", &keys);
        command.args(["--config", "latchstring.toml"]).args(args).output().unwrap().into()
    };
    refused(&run(&["keys", "rotate"]), 2, "--out: the keyring stands in the configuration itself");
    let done = run(&["keys", "rotate", "--out", "next.json"]);
    assert_eq!(done.code, 0, "{done:?}");
    let next = std::fs::read_to_string(house.path("next.json")).unwrap();
    assert_eq!(next.matches("root_hex").count(), 2);
    let again = run(&["keys", "rotate", "--out", "next.json"]);
    assert_eq!(
        again.code, 78,
        "a file that is there is left as it is, and so is what the database is bound to: {again:?}"
    );
    assert_eq!(std::fs::read_to_string(house.path("next.json")).unwrap(), next);
}
