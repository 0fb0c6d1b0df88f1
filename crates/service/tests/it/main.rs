//! Integration tests of the use cases, over a store in memory that can be told to fail.
#![cfg(test)]

mod atomicity;
mod automatic_reconnect;
mod branding;
mod bulk;
mod connectors;
mod contention;
mod embed;
mod extending;
mod flows;
mod gate;
mod harness;
mod imports;
mod keyring;
mod link_requests;
mod linked;
mod lists;
mod log;
mod magic_links;
mod mailed_links;
mod mfa;
mod once;
mod outbox;
mod portals;
mod reconnect;
mod reminders;
mod resending;
mod rights;
mod secrecy;
mod sign_in;
mod spending;
mod steps;
mod tampering;
mod tenants;
mod visits;
mod webhooks;
