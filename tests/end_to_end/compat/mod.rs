//! Programs of others that speak to the API: recorded pairs, a fuzzer that believes the OpenAPI document, and a client
//! that was generated from it.

mod case;
mod client;
mod document;
mod hotglue;
mod nectar;
mod recorded;
mod replay;
mod shape;
mod wire;
