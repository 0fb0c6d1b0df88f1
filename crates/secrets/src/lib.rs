#![doc = include_str!("../README.md")]

pub mod answer;
pub mod api_key;
pub mod at_rest;
pub mod audit;
pub mod canary;
pub mod checkpoint;
pub mod code;
pub mod digest;
pub mod foreign_link;
pub mod keyring;
pub mod link_message;
pub mod link_openers;
pub mod mailed_link;
pub mod return_result;
pub mod sealed_link;
pub mod session;
pub mod tally;
pub mod token;
pub mod vault;
pub mod visitor;
pub mod webhook;

mod base62;
mod cbor;
mod crc32;
mod derive;
mod hex;
mod padding;
mod primitives;

pub use rand_core::CryptoRng;
pub use secrecy;
pub use zeroize;
