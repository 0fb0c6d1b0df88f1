//! Working on the folder of a quickstart.

use crate::house::{Ended, House, program};

/// A folder as a quickstart leaves it, as far as commands look at it.
fn folder() -> House {
    let (house, company) = House::with_company();
    house.does(&["invitation", "create", "--company", &company]);
    std::fs::remove_file(house.path("latchstring.toml")).unwrap();
    house
}

fn run(house: &House, args: &[&str]) -> Ended {
    program().arg("--data-dir").arg(house.dir.path()).args(args).output().unwrap().into()
}

#[test]
fn the_folder_is_enough_and_links_begin_where_it_serves() {
    let house = folder();
    for (args, base) in [
        (&["invitation", "list", "--format", "json"][..], "http://127.0.0.1:8080/p/i/lsi_"),
        (
            &["invitation", "list", "--format", "json", "--base-url", "http://localhost:9"],
            "http://localhost:9/p/i/lsi_",
        ),
    ] {
        let ended = run(&house, args);
        assert_eq!(ended.code, 0, "{}", ended.err);
        let list: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
        let url = list["invitations"][0]["invitationUrl"].as_str().unwrap();
        assert!(url.starts_with(base), "{url}");
    }
}

#[test]
fn a_folder_that_is_no_quickstarts_is_refused_and_not_made() {
    let house = House::empty();
    let ended = run(&house, &["workspace", "list"]);
    assert_eq!(ended.code, 78);
    assert!(
        ended.err.contains("is not the folder of a quickstart: it holds no latchstring.db"),
        "{}",
        ended.err
    );
    let missing = house.path("missing");
    let ended =
        Ended::from(program().arg("--data-dir").arg(&missing).args(["workspace", "list"]).output().unwrap());
    assert_eq!((ended.code, missing.exists()), (78, false));
}

#[test]
fn links_are_not_printed_in_the_clear_for_other_machines() {
    let ended = run(&folder(), &["invitation", "list", "--base-url", "http://example.com"]);
    assert_eq!(ended.code, 78);
    assert!(ended.err.contains("--base-url: the base URL must be https"), "{}", ended.err);
}
