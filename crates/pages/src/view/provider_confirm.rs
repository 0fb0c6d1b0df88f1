use askama::Template;

use crate::view::sample::Samples;
use crate::view::{Choice, Frame, Provider, Session};

/// "Is this your provider?": the inviter named one, and the recipient says whether it is right.
///
/// Posts `provider` and `country` to `{session}/provider`.
#[derive(Template)]
#[template(path = "provider_confirm.html")]
pub struct ProviderConfirm {
    /// Language, brand, progress.
    pub frame: Frame,
    /// Where the form goes.
    pub session: Session,
    /// The one the inviter named.
    pub provider: Provider,
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
            countries: Choice::countries(&make.plain()),
            locked: false,
        };
        vec![
            ("provider-confirm", plain()),
            ("provider-confirm-locked", Self { locked: true, countries: Vec::new(), ..plain() }),
        ]
    }
}
