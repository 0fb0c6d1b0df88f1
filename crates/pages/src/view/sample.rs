use std::sync::Arc;

use askama::Template;
use latchstring_i18n::{Catalog, Language};

use crate::brand::{Brand, Helper, HexColor, Logo, Theme, Typeface};
use crate::view::{
    Address, Challenge, Code, Connectors, Day, DeadEnd, Done, Embedding, Forwarding, Frame, Gated, HandOff,
    Landing, Mail, Mails, Mapping, Provider, ProviderConfirm, ProviderSearch, Returned, SignIn,
    SignInElsewhere, Sites, Step, Unsubscribe, Wording,
};

/// One page in one state.
pub struct Sample {
    /// A file name without an ending: `sign-in-wrong-password`.
    pub name: &'static str,
    /// The page.
    pub html: String,
}

/// Every page in every state that looks different, rendered in `language`.
///
/// # Errors
/// A template that cannot be rendered, which the tests of this crate rule out.
pub fn samples(catalog: &Arc<Catalog>, language: &Language) -> Result<Vec<Sample>, askama::Error> {
    let make = Samples { catalog: Arc::clone(catalog), language: language.clone() };
    let mut all = Vec::new();
    add(&mut all, Landing::samples(&make))?;
    add(&mut all, Gated::samples(&make))?;
    add(&mut all, Address::samples(&make))?;
    add(&mut all, Code::samples(&make))?;
    add(&mut all, HandOff::samples(&make))?;
    add(&mut all, ProviderConfirm::samples(&make))?;
    add(&mut all, ProviderSearch::samples(&make))?;
    add(&mut all, Connectors::samples(&make))?;
    add(&mut all, SignIn::samples(&make))?;
    add(&mut all, SignIn::repairs(&make))?;
    add(&mut all, SignInElsewhere::samples(&make))?;
    add(&mut all, Returned::samples(&make))?;
    add(&mut all, Challenge::samples(&make))?;
    add(&mut all, Sites::samples(&make))?;
    add(&mut all, Mapping::samples(&make))?;
    add(&mut all, Forwarding::samples(&make))?;
    add(&mut all, Done::samples(&make))?;
    add(&mut all, Unsubscribe::samples(&make))?;
    add(&mut all, Mails::samples(&make))?;
    add(&mut all, Mail::samples(&make))?;
    add(&mut all, DeadEnd::samples(&make))?;
    Ok(all)
}

fn add<V: Template>(all: &mut Vec<Sample>, views: Vec<(&'static str, V)>) -> Result<(), askama::Error> {
    for (name, view) in views {
        all.push(Sample { name, html: view.render()? });
    }
    Ok(())
}

/// The frames of the samples.
pub(crate) struct Samples {
    catalog: Arc<Catalog>,
    language: Language,
}

/// The whole walk of a new connection.
pub(crate) const STEPS: [Step; 4] = [Step::Provider, Step::SignIn, Step::Sites, Step::Done];

impl Samples {
    /// The common inviter: no logo, no colour.
    pub(crate) fn plain(&self) -> Frame {
        self.frame(Some(Brand::named("Acme Property Services")))
    }

    /// An inviter with all of it, and a colour on which white could not be read.
    pub(crate) fn branded(&self) -> Frame {
        self.frame(Some(Brand {
            name: "Nordlys Facility Management".to_owned(),
            logo: Some(Logo::shown("/p/brand/logo.svg".to_owned(), 132, 40)),
            favicon: Some("/p/brand/logo.svg".to_owned()),
            theme: sample_theme(),
            helpers: ["Help", "About Nordlys"].map(helper).to_vec(),
            footer: Some("Nordlys AS · Bergen".to_owned()),
            shows_maker: true,
        }))
    }

    /// Nobody: the link tells nothing.
    pub(crate) fn unknown(&self) -> Frame {
        self.frame(None)
    }

    /// In a frame of a site that is told how far the recipient has come.
    pub(crate) fn embedded(&self) -> Frame {
        self.plain().embedded(Some(Embedding::sample())).within_another(true)
    }

    /// Somewhere on the walk of a new connection.
    pub(crate) fn walking(&self, done: usize) -> Frame {
        self.plain().at(&STEPS, done)
    }

    /// The walk through a portal that maps fields and asks for no sites.
    pub(crate) const PORTAL: [Step; 4] = [Step::Provider, Step::SignIn, Step::Fields, Step::Done];

    /// A portal: an account of any kind, and no colour.
    pub(crate) fn portal(&self) -> Frame {
        self.portal_saying(&[])
    }

    /// A portal with words of its own.
    pub(crate) fn portal_saying(&self, own: &[(&'static str, &str)]) -> Frame {
        let own = own.iter().map(|(key, text)| (*key, (*text).to_owned())).collect();
        self.plain().worded(Wording { general: true, own: Arc::new(own) })
    }

    /// Somewhere on the walk of a reconnect.
    pub(crate) fn repairing(&self, done: usize) -> Frame {
        self.plain().at(&[Step::SignIn, Step::Done], done)
    }

    /// A walk that signs in on the provider's own page.
    pub(crate) fn elsewhere(&self, frame: Frame) -> Frame {
        frame.signing_in_at(Some(Provider::sample().name))
    }

    /// What to mention when asking about a link or a connection: the id of one.
    pub(crate) const REFERENCE: &str = "0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b";

    fn frame(&self, brand: Option<Brand>) -> Frame {
        Frame::new(Arc::clone(&self.catalog), self.language.clone(), brand)
    }
}

/// The look of the samples that have one: a colour on which white could not be read, before a dark background.
#[must_use]
pub fn sample_theme() -> Theme {
    Theme {
        color: Some(HexColor::new(0xff, 0xb0, 0x20)),
        background: Some(HexColor::new(0x12, 0x3a, 0x4a)),
        typeface: Typeface::Atkinson,
    }
}

fn helper(label: &str) -> Helper {
    Helper { label: label.to_owned(), url: "https://nordlys.example/".to_owned() }
}

impl Day {
    pub(crate) fn sample() -> Self {
        Self { year: 2026, month: 12, day: 2 }
    }
}
