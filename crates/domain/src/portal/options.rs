use std::collections::{BTreeMap, BTreeSet};

use super::embed_event::EmbedEvent;
use super::texts::TextOverrides;
use crate::flow::Schema;
use crate::key::FlowKey;
use crate::sealed::SealedCredentials;
use crate::text::HelperText;

/// How the walk through a portal goes and looks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PortalOptions {
    /// Whether the sites are not asked for.
    pub skips_sites: bool,
    /// Whether the recipient may connect several providers before finishing.
    pub connects_several: bool,
    /// Whether the recipient maps fields after signing in.
    pub maps_fields: bool,
    /// The customer's fields by flow, instead of those of the flow itself.
    pub schemas: Vec<(FlowKey, Schema)>,
    /// Words of the pages, replaced.
    pub texts: TextOverrides,
    /// A line of help above the providers.
    pub helper_text: Option<HelperText>,
    /// Whether there is no way back to the choice of a provider.
    pub hides_back_buttons: bool,
    /// Whether providers are shown without the names of their flows.
    pub hides_flows: bool,
    /// Whether the progress line is left out.
    pub hides_breadcrumbs: bool,
    /// What the sign-in form is filled in with. It may hold secrets, so it is sealed for the link.
    pub connect_values: Option<SealedCredentials>,
    /// What the page around the flow is told, if not everything.
    pub listener: Option<BTreeSet<EmbedEvent>>,
    /// What this program does not know or cannot do, as it came.
    pub kept: KeptOptions,
}

/// Options without effect, each as the JSON text it came as.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeptOptions(pub BTreeMap<String, String>);

impl PortalOptions {
    /// The customer's fields that this link brings for a flow.
    #[must_use]
    pub fn schema_of(&self, flow: &FlowKey) -> Option<&Schema> {
        self.schemas.iter().find(|(key, _)| key == flow).map(|(_, schema)| schema)
    }
}
