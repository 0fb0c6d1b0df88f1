use askama::Template;

use crate::view::sample::Samples;
use crate::view::{Frame, Session, SummaryLine};

/// Asks for the recipient's address, in a session that has to prove one.
///
/// It has no fields for anything of the invitation: a stranger with the link learns that it is limited, and nothing else.
/// Posts `email` to `{session}/address`.
#[derive(Template)]
#[template(path = "address.html")]
pub struct Address {
    /// Language, brand.
    pub frame: Frame,
    /// Where the form goes.
    pub session: Session,
    /// The field.
    pub field: AddressField,
}

/// The field for an address, here and on the landing page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddressField {
    /// What was typed.
    pub typed: String,
    /// What is wrong with it.
    pub problem: Option<AddressProblem>,
}

/// What is wrong with a typed address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressProblem {
    /// There is none.
    Missing,
    /// It is not an address.
    NotAnAddress,
    /// There is none, where a colleague's is asked for.
    NobodyNamed,
    /// It is their own, where somebody else's is asked for.
    Yourself,
}

impl AddressField {
    pub(crate) fn error(&self, frame: &Frame) -> Option<SummaryLine> {
        let key = match self.problem? {
            AddressProblem::Missing => "address-error-missing",
            AddressProblem::NotAnAddress => "address-error-form",
            AddressProblem::NobodyNamed => "hand-off-error-missing",
            AddressProblem::Yourself => "hand-off-error-yourself",
        };
        Some(SummaryLine {
            field: Some("field-email".to_owned()),
            text: frame.say(key).to_string(),
            next: None,
        })
    }

    pub(crate) fn wrong(typed: &str) -> Self {
        Self { typed: typed.to_owned(), problem: Some(AddressProblem::NotAnAddress) }
    }
}

impl Address {
    fn address_error(&self) -> Option<SummaryLine> {
        self.field.error(&self.frame)
    }

    fn errors(&self) -> Vec<SummaryLine> {
        self.address_error().into_iter().collect()
    }

    pub(crate) fn samples(make: &Samples) -> Vec<(&'static str, Self)> {
        let page = |field| Self { frame: make.plain(), session: Session::sample(), field };
        let missing = AddressField { problem: Some(AddressProblem::Missing), ..AddressField::default() };
        vec![
            ("address", page(AddressField::default())),
            ("address-missing", page(missing)),
            ("address-wrong", page(AddressField::wrong("dana@"))),
        ]
    }
}
