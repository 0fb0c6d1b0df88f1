use askama::Template;

use crate::view::sample::Samples;
use crate::view::{Choice, Frame, Provider, Session};

/// "Is this your provider?": the inviter named one, and the recipient says whether it is right. Also shown for the choice
/// of a connector that serves several countries, because it has to be asked in which.
///
/// Posts `provider` and `country` to `{session}/provider`, and `flow` where there is one.
#[derive(Template)]
#[template(path = "provider_confirm.html")]
pub struct ProviderConfirm {
    /// Language, brand, progress.
    pub frame: Frame,
    /// Where the form goes.
    pub session: Session,
    /// The one the inviter named, or the recipient chose.
    pub provider: Provider,
    /// The flow in which it is offered, where that has to be said.
    pub flow: Option<String>,
    /// The countries, with the expected one selected. Empty where there is nothing to choose.
    pub countries: Vec<Choice>,
    /// Whether the inviter fixed the provider: then there is no other to choose.
    pub locked: bool,
}

impl ProviderConfirm {
    pub(crate) fn samples(make: &Samples) -> Vec<(&'static str, Self)> {
        let plain = || Self {
            frame: make.walking(0),
            session: Session::sample(),
            provider: Provider::sample(),
            flow: None,
            countries: Choice::countries(&make.plain()),
            locked: false,
        };
        vec![
            ("provider-confirm", plain()),
            (
                "provider-confirm-portal",
                Self {
                    frame: make.portal().at(&Samples::PORTAL, 0),
                    locked: true,
                    countries: Vec::new(),
                    ..plain()
                },
            ),
            (
                "provider-confirm-country",
                Self {
                    frame: make.portal().at(&Samples::PORTAL, 0),
                    flow: Some("books".to_owned()),
                    ..plain()
                },
            ),
            ("provider-confirm-locked", Self { locked: true, countries: Vec::new(), ..plain() }),
        ]
    }
}
