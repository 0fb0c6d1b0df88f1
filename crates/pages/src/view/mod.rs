//! What each page shows, one struct and one template each.
//!
//! A view holds strings, numbers and small enums, never a type of the service: a route turns the service's answer into a
//! view, and the template turns the view into HTML. What a page may reveal is therefore visible in one struct. Words come
//! from the catalog by key; a view brings only what people typed or chose: names, domains, dates.
//!
//! Every page comes with samples, one for each state that looks different. The tests render and check them all, and
//! `cargo run -p latchstring-pages --example gallery` writes them out for looking at.

mod address;
mod challenge;
mod code;
mod connectors;
mod dead_end;
mod done;
mod elsewhere;
mod embedding;
mod field;
mod forwarding;
mod frame;
mod gated;
mod hand_off;
mod icon;
mod landing;
mod mails;
mod mapping;
mod provider;
mod provider_confirm;
mod provider_search;
mod repair;
mod sample;
mod session;
mod sign_in;
mod sites;
mod summary;
mod unsubscribe;
mod wording;

pub use address::{Address, AddressField, AddressProblem};
pub use challenge::{Challenge, ChallengeProblem, Channel, Method, Question, StartAgain};
pub use code::{Code, CodeProblem};
pub use connectors::{Connector, ConnectorGroup, Connectors, ConnectorsProblem};
pub use dead_end::{DeadEnd, DeadEndKind, Onward};
pub use done::{Done, Receipt, Return};
pub use elsewhere::{Elsewhere, Returned, SignInElsewhere};
pub use embedding::Embedding;
pub use field::{Adornment, Choice, Field, FieldError, FieldKind};
pub use forwarding::{Forwarding, ForwardingProblem};
pub use frame::{Day, Frame, LanguageChoice, Phrase, Progress, Step};
pub use gated::Gated;
pub use hand_off::HandOff;
pub use icon::Icon;
pub use landing::{Entry, Landing, Purpose};
pub use mails::{Mail, Mails};
pub use mapping::{Mapping, MappingProblem, SourceField, SourceTable, TargetField, TargetTable};
pub use provider::Provider;
pub use provider_confirm::ProviderConfirm;
pub use provider_search::{ProviderGroup, ProviderSearch, Region, SearchProblem, Unlisted};
pub use repair::{Repair, RepairReason};
pub use sample::{Sample, sample_theme, samples};
pub use session::Session;
pub use sign_in::{Consent, SignIn, SignInProblem};
pub use sites::{SiteCard, Sites, SitesProblem, TypeCard, UtilityType};
pub use summary::SummaryLine;
pub use unsubscribe::Unsubscribe;
pub use wording::Wording;
