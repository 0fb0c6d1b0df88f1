//! The built program, as an operator runs it.
#![cfg(test)]

mod branding;
mod connectors;
mod doctor;
mod event_log;
mod flows;
mod house;
mod imports;
mod invitations;
mod key_life;
mod keyring;
mod magic_links;
mod mail;
mod mask;
mod outbox;
mod providers;
mod quickstart;
mod reference;
mod refusals;
mod story;
mod tampering;
mod terminal;
mod webhooks;

#[test]
fn the_reference_has_every_help_text() {
    reference::check("admin-cli", env!("CARGO_BIN_EXE_admin-cli"));
}
