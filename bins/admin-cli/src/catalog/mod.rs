//! Connector catalogs in the `connect_ui_params` shape: read whole, and refused with everything that is wrong in them.
//!
//! This knows the documents and what an import takes, and nothing of the command line: a face of the API that is to take
//! catalogs in can have it and `document` as they are.

mod connector;
mod field;
mod oauth;
mod provider;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;

use latchstring_domain::key::ConnectorKey;
use latchstring_domain::provider::ProviderUrl;
use latchstring_service::connector::{ConnectorImport, MAX_IMPORT};

use self::connector::Kind;
pub(crate) use self::provider::{LogoAt, ProviderEntry, read as read_providers};
use crate::document::{Mistake, Mistakes, Node, Spot};

/// What is done with connectors of the type `oauth`, for which a catalog of others holds no registration of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OAuth {
    Read,
    LeftOut,
}

/// A catalog that can be imported.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Catalog {
    pub(crate) connectors: Vec<ConnectorImport>,
    /// How many connectors were left out.
    pub(crate) left_out: usize,
}

/// Why a document is no catalog that can be imported.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct CatalogRefused {
    /// In the order of the document.
    pub(crate) flaws: Vec<Flaw>,
    /// How many connectors of the type `oauth` have flaws.
    pub(crate) oauth: usize,
}

/// One thing that is wrong with a catalog.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Flaw {
    connector: Option<Named>,
    mistake: Mistake,
}

/// A connector by its place, and by its key if that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Named {
    place: usize,
    key: Option<ConnectorKey>,
}

/// Reads a list of connectors, or an object that has one as its member `connectors`.
pub(crate) fn read(document: &Node, oauth: OAuth) -> Result<Catalog, CatalogRefused> {
    let mut mistakes = Mistakes::default();
    let items = items(&Spot::root(document), &mut mistakes);
    let items = mistakes.unless_any(items).map_err(|mistakes| CatalogRefused {
        flaws: mistakes.into_iter().map(|mistake| Flaw { connector: None, mistake }).collect(),
        oauth: 0,
    })?;
    let mut reading = Reading::default();
    for (place, node) in items.iter().enumerate() {
        reading.connector(place, node, oauth);
    }
    reading.end()
}

fn items<'a>(root: &Spot<'a>, mistakes: &mut Mistakes) -> Option<&'a [Node]> {
    let list = match root.node() {
        Node::Object(_) => root.object(mistakes)?.required("connectors", mistakes)?,
        _ => root.clone(),
    };
    match list.node() {
        Node::List(items) => Some(items),
        _ => list.refuse(mistakes, "must be a list of connectors"),
    }
}

/// What has been read so far.
#[derive(Default)]
struct Reading {
    connectors: Vec<ConnectorImport>,
    flaws: Vec<Flaw>,
    oauth: usize,
    left_out: usize,
    keys: BTreeMap<ConnectorKey, Named>,
    urls: BTreeMap<ProviderUrl, Named>,
}

impl Reading {
    fn connector(&mut self, place: usize, node: &Node, oauth: OAuth) {
        let named = Named { place, key: connector::key(node) };
        let (spot, mut mistakes) = (Spot::root(node), Mistakes::default());
        let members = spot.object(&mut mistakes);
        let kind = members.as_ref().and_then(|members| connector::kind(members, &mut mistakes));
        if kind == Some(Kind::OAuth) && oauth == OAuth::LeftOut {
            // Its other members are not looked at: nothing of it would be kept.
            self.left_out += 1;
            return;
        }
        let read = members.and_then(|members| connector::read(&spot, &members, kind, &mut mistakes));
        // One that has no type, or a wrong one, is read too, so that all that is wrong with it is told.
        let read = kind.and(read);
        match mistakes.unless_any(read) {
            Ok(read) => self.keep(named, read),
            Err(mistakes) => {
                self.oauth += usize::from(kind == Some(Kind::OAuth));
                mistakes.into_iter().for_each(|mistake| self.flaw(&named, mistake));
                self.once(&named);
            }
        }
    }

    fn keep(&mut self, named: Named, read: ConnectorImport) {
        self.once(&named);
        if let Some(other) = self.urls.insert(read.url.clone(), named.clone()) {
            let said = format!("is at {}, as {other} is", read.url);
            self.flaw(&named, Mistake { pointer: String::new(), said });
        }
        self.connectors.push(read);
    }

    /// Refuses a key that was there before.
    fn once(&mut self, named: &Named) {
        let Some(key) = named.key.clone() else { return };
        if let Some(other) = self.keys.insert(key, named.clone()) {
            let said = format!("is that of {other} too");
            self.flaw(named, Mistake { pointer: "/id".to_owned(), said });
        }
    }

    fn flaw(&mut self, named: &Named, mistake: Mistake) {
        self.flaws.push(Flaw { connector: Some(named.clone()), mistake });
    }

    fn end(mut self) -> Result<Catalog, CatalogRefused> {
        let count = self.connectors.len();
        if count > MAX_IMPORT {
            let said =
                format!("has {count} connectors to import; split it: {MAX_IMPORT} can be imported at once");
            self.flaws.push(Flaw { connector: None, mistake: Mistake { pointer: String::new(), said } });
        }
        if self.flaws.is_empty() {
            return Ok(Catalog { connectors: self.connectors, left_out: self.left_out });
        }
        Err(CatalogRefused { flaws: self.flaws, oauth: self.oauth })
    }
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "connectors[{}]", self.place)?;
        self.key.as_ref().map_or(Ok(()), |key| write!(f, " ({key})"))
    }
}

/// `connectors[3] (shopify): connect_ui_params/shop/type: must be one of …`.
impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(named) = &self.connector else { return self.mistake.fmt(f) };
        write!(f, "{named}: ")?;
        match self.mistake.pointer.strip_prefix('/') {
            Some(pointer) => write!(f, "{pointer}: {}", self.mistake.said),
            None => f.write_str(&self.mistake.said),
        }
    }
}
