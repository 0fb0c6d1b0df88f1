//! What an invitation brings as a link in the hotglue shape, as one JSON column.

use std::collections::BTreeMap;

use latchstring_domain::key::FlowKey;
use latchstring_domain::portal::{KeptOptions, Offer, Portal, PortalOptions, TextKey, TextOverrides};
use latchstring_domain::text::{HelperText, OverrideText};
use serde::{Deserialize, Serialize};

use super::cell::{Result, Row};
use super::schema::SchemaRow;
use super::sealed::CredentialsRow;

const COLUMN: &str = "portal";

#[derive(Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
enum OfferRow {
    All,
    Flow { flow: String },
    Connector { flow: String, provider: String },
}

#[derive(Serialize, Deserialize)]
pub(super) struct PortalRow {
    offer: OfferRow,
    options: OptionsRow,
}

#[derive(Serialize, Deserialize)]
struct OptionsRow {
    skips_sites: bool,
    connects_several: bool,
    maps_fields: bool,
    // A list and no object: the customer's order is kept.
    schemas: Vec<(String, SchemaRow)>,
    texts: BTreeMap<String, String>,
    helper_text: Option<String>,
    hides_back_buttons: bool,
    hides_flows: bool,
    hides_breadcrumbs: bool,
    connect_values: Option<CredentialsRow>,
    // Absent in rows of before there were any.
    #[serde(default)]
    listener: Option<Vec<String>>,
    kept: BTreeMap<String, String>,
}

impl PortalRow {
    pub(super) fn write(value: &Portal) -> Self {
        Self { offer: OfferRow::write(value.offer), options: OptionsRow::write(&value.options) }
    }

    pub(super) fn read(self, row: &Row) -> Result<Portal> {
        Ok(Portal { offer: self.offer.read(row)?, options: self.options.read(row)? })
    }
}

impl OfferRow {
    fn write(value: Offer) -> Self {
        match value {
            Offer::All => Self::All,
            Offer::Flow(flow) => Self::Flow { flow: flow.to_string() },
            Offer::Connector { flow, provider } => {
                Self::Connector { flow: flow.to_string(), provider: provider.to_string() }
            }
        }
    }

    fn read(self, row: &Row) -> Result<Offer> {
        Ok(match self {
            Self::All => Offer::All,
            Self::Flow { flow } => Offer::Flow(row.parse(COLUMN, &flow)?),
            Self::Connector { flow, provider } => {
                Offer::Connector { flow: row.parse(COLUMN, &flow)?, provider: row.parse(COLUMN, &provider)? }
            }
        })
    }
}

impl OptionsRow {
    fn write(value: &PortalOptions) -> Self {
        let schema = |(key, schema): &(FlowKey, _)| (key.to_string(), SchemaRow::write(schema));
        let text = |(key, text): (&TextKey, &OverrideText)| (key.to_string(), text.to_string());
        Self {
            skips_sites: value.skips_sites,
            connects_several: value.connects_several,
            maps_fields: value.maps_fields,
            schemas: value.schemas.iter().map(schema).collect(),
            texts: value.texts.0.iter().map(text).collect(),
            helper_text: value.helper_text.as_ref().map(HelperText::to_string),
            hides_back_buttons: value.hides_back_buttons,
            hides_flows: value.hides_flows,
            hides_breadcrumbs: value.hides_breadcrumbs,
            connect_values: value.connect_values.as_ref().map(CredentialsRow::write),
            listener: value.listener.as_ref().map(|events| events.iter().map(ToString::to_string).collect()),
            kept: value.kept.0.clone(),
        }
    }

    fn read(self, row: &Row) -> Result<PortalOptions> {
        let schema =
            |(key, schema): (String, SchemaRow)| Ok((row.parse(COLUMN, &key)?, schema.read(row, COLUMN)?));
        let text = |(key, text): (String, String)| {
            Ok((row.parse(COLUMN, &key)?, row.ok(COLUMN, OverrideText::parse(&text))?))
        };
        let event = |name: &String| row.parse(COLUMN, name);
        Ok(PortalOptions {
            skips_sites: self.skips_sites,
            connects_several: self.connects_several,
            maps_fields: self.maps_fields,
            schemas: self.schemas.into_iter().map(schema).collect::<Result<_>>()?,
            texts: TextOverrides(self.texts.into_iter().map(text).collect::<Result<_>>()?),
            helper_text: row.optional(COLUMN, self.helper_text, |text| HelperText::parse(&text))?,
            hides_back_buttons: self.hides_back_buttons,
            hides_flows: self.hides_flows,
            hides_breadcrumbs: self.hides_breadcrumbs,
            connect_values: self.connect_values.map(|values| values.read(row, COLUMN)).transpose()?,
            listener: self
                .listener
                .map(|events| events.iter().map(event).collect::<Result<_>>())
                .transpose()?,
            kept: KeptOptions(self.kept),
        })
    }
}
