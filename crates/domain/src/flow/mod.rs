//! Flows: named choices of providers, with the fields that the customer wants each of them mapped to.

mod mapping;
mod model;
mod schema;

pub use mapping::{FieldMapping, FieldRef, MappedField, MappingError};
pub use model::{ConnectedFlow, Flow, FlowConnectors, FlowConnectorsError};
pub use schema::{Schema, SchemaError, SchemaField, SchemaTable};
