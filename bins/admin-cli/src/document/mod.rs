//! JSON documents that an operator hands in: read whole, and refused with every mistake and the place of each.
//!
//! They are read by hand and not by `derive`, which stops at the first mistake and loses the order of members; the
//! order of a connector's fields is the order of its form.

mod node;
mod schema;
mod spot;

pub(crate) use node::Node;
pub(crate) use schema::{Strangers, schema};
pub(crate) use spot::{Members, Mistake, Mistakes, Spot};
