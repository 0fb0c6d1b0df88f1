use askama::Template;

use crate::view::sample::Samples;
use crate::view::{AddressField, AddressProblem, Frame, Session, SummaryLine};

/// Asks for the address of a colleague to whom the link is mailed.
///
/// Posts `email` to `{session}/hand-off`.
#[derive(Template)]
#[template(path = "hand_off.html")]
pub struct HandOff {
    /// Language, brand.
    pub frame: Frame,
    /// Where the form goes.
    pub session: Session,
    /// The field.
    pub field: AddressField,
}

impl HandOff {
    fn address_error(&self) -> Option<SummaryLine> {
        self.field.error(&self.frame)
    }

    fn errors(&self) -> Vec<SummaryLine> {
        self.address_error().into_iter().collect()
    }

    pub(crate) fn samples(make: &Samples) -> Vec<(&'static str, Self)> {
        let page = |field| Self { frame: make.plain(), session: Session::sample(), field };
        let typed = "dana@harbour.example".to_owned();
        vec![
            ("hand-off", page(AddressField::default())),
            ("hand-off-wrong", page(AddressField::wrong("boss@"))),
            (
                "hand-off-missing",
                page(AddressField { problem: Some(AddressProblem::NobodyNamed), ..AddressField::default() }),
            ),
            ("hand-off-yourself", page(AddressField { typed, problem: Some(AddressProblem::Yourself) })),
        ]
    }
}
