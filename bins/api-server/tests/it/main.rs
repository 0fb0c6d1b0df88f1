//! The built program, as far as it can be seen without a server; the rest is in the end-to-end tests.
#![cfg(test)]

#[path = "../../../admin-cli/tests/it/reference.rs"]
mod reference;

#[test]
fn the_reference_has_every_help_text() {
    reference::check("api-server", env!("CARGO_BIN_EXE_api-server"));
}

#[test]
fn a_role_is_for_serving_from_a_configuration() {
    for command in [["quickstart"].as_slice(), &["config", "check"]] {
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_api-server"));
        let ended = program.args(["--role", "worker"]).args(command).output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert_eq!(ended.status.code(), Some(2), "{said}");
        assert!(said.contains("--role is for serving"), "{said}");
    }
}
