use askama::Template;

use crate::view::Frame;
use crate::view::sample::Samples;

/// A link that only certain addresses may use, on a server that cannot send them a code.
///
/// It has no fields for anything of the invitation: a stranger with the link learns that it is limited, and nothing else.
#[derive(Template)]
#[template(path = "gated.html")]
pub struct Gated {
    /// Language, brand.
    pub frame: Frame,
    /// What the recipient may tell the inviter.
    pub reference: Option<String>,
}

impl Gated {
    pub(crate) fn samples(make: &Samples) -> Vec<(&'static str, Self)> {
        vec![
            ("gated", Self { frame: make.plain(), reference: Some(Samples::REFERENCE.to_owned()) }),
            ("gated-no-reference", Self { frame: make.plain(), reference: None }),
        ]
    }
}
