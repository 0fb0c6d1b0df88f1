//! The event log: what happened, to what, by whom, in an order that cannot be changed unnoticed.

mod agent;
mod canonical;
mod checkpoint;
mod data;
mod format;
mod kind;
mod model;

pub use agent::{AgentClass, ParseAgentClassError};
pub use canonical::{CanonicalError, decode};
pub use checkpoint::{
    ChainEnd, ChainEndsError, Checkpoint, CheckpointSignature, Statement, decode_ends, encode_ends,
};
pub use data::{DataValue, EventData};
pub use format::{ExportFormat, ParseExportFormatError};
pub use kind::{EventKind, ParseEventKindError};
pub use model::{Event, EventBody, EventSeal, Origin, ParseSubjectError, Subject};
