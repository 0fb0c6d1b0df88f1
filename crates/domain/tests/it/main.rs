#![cfg(test)]
//! What the domain promises, tested from outside.

mod connection;
mod docs;
mod email;
mod erasure;
mod event;
mod expiry;
mod fixture;
mod flow;
mod flow_session;
mod ids;
mod invitation;
mod keys;
mod magic_link;
mod mfa;
mod portal;
mod prefill;
mod problem;
mod provider_url;
mod sites;
mod texts;
mod timestamp;
mod webhook;
