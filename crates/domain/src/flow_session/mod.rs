//! Flow sessions: one recipient's walk through the pages, from pressing "Get started" to a connection.

mod forwarding;
mod gate;
mod model;
mod sites;
mod steps;

pub use forwarding::AnswerForwardingError;
pub use gate::{AskCodeError, CODE_LIFETIME, MAX_WRONG_CODES, NewCode, TryCodeError};
pub use model::{
    AskedCode, ConnectionTarget, FieldsToMap, FlowLink, FlowSession, FlowState, Gate, Held, ParseStepError,
    ProviderChoice, SignedIn, Step,
};
pub use sites::{SiteChoice, SiteChoiceError};
pub use steps::{FLOW_LIFETIME, MAX_FAILED_SIGN_INS, StepError};
