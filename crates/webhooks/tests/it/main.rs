//! Integration tests of the webhooks: bodies, signatures, and a guard that is asked for everything it must refuse.
#![cfg(test)]

mod bodies;
mod certificates;
mod guard;
mod ranges;
mod receiver;
mod sending;
