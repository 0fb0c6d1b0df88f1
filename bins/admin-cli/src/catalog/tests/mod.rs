mod examples;
mod properties;

use super::{Catalog, OAuth, read};
use crate::document::Node;

/// What a text is read as, or everything that is said against it.
fn read_text(text: &str, oauth: OAuth) -> Result<Catalog, Vec<String>> {
    let node: Node = serde_json::from_str(text).unwrap();
    read(&node, oauth).map_err(|refused| refused.flaws.iter().map(ToString::to_string).collect())
}
