use std::collections::BTreeMap;

use crate::names::named;
use crate::text::OverrideText;

named! {
    /// A text of the pages that a link may replace. Not among them is what a recipient goes by to tell whom they trust
    /// with what: who asks, what becomes of a password, where they sign in, what a provider answered.
    TextKey, ParseTextKeyError, "a text that can be replaced" {
        /// The heading of the first page.
        LandingHeading = "landing-heading",
        /// The line under it.
        LandingLead = "landing-lead",
        /// Its button.
        LandingStart = "landing-start",
        /// The heading of the page that asks whether the provider is right.
        ProviderConfirmHeading = "provider-confirm-heading",
        /// The line under it.
        ProviderConfirmLead = "provider-confirm-lead",
        /// Its button.
        ProviderConfirmYes = "provider-confirm-yes",
        /// The heading of the choice of providers.
        ConnectorsHeading = "connectors-heading",
        /// The line under it.
        ConnectorsLead = "connectors-lead",
        /// Its button to finish.
        ConnectorsFinish = "connectors-finish",
        /// The button of the sign-in form.
        SignInButton = "sign-in-button",
        /// The heading of the choice of sites.
        SitesHeading = "sites-heading",
        /// Its button.
        SitesButton = "sites-button",
        /// The heading of the mapping of fields.
        MappingHeading = "mapping-heading",
        /// The line under it.
        MappingLead = "mapping-lead",
        /// The heading of the customer's fields.
        MappingTarget = "mapping-target",
        /// The heading of the source's fields.
        MappingSource = "mapping-source",
        /// Its button.
        MappingButton = "mapping-button",
        /// The heading of the last page.
        DoneHeading = "done-heading",
        /// The button to connect another.
        DoneAnother = "done-another",
    }
}

/// Words of the pages, replaced by a link's own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextOverrides(pub BTreeMap<TextKey, OverrideText>);

impl TextOverrides {
    /// The link's own words for a text of the catalog.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&OverrideText> {
        self.0.get(&key.parse().ok()?)
    }
}
