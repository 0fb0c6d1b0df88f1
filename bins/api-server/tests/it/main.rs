//! The built program, as far as it can be seen without a server; the rest is in the end-to-end tests.
#![cfg(test)]

#[path = "../../../admin-cli/tests/it/reference.rs"]
mod reference;

#[test]
fn the_reference_has_every_help_text() {
    reference::check("api-server", env!("CARGO_BIN_EXE_api-server"));
}
