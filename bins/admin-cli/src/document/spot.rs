use std::fmt::{self, Display};

use super::node::Node;

/// One thing that is wrong with a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mistake {
    /// Where, as a JSON pointer (RFC 6901); empty for the document itself.
    pub(crate) pointer: String,
    /// What; it follows the place in a sentence.
    pub(crate) said: String,
}

/// What is wrong with a document.
#[derive(Debug, Default)]
pub(crate) struct Mistakes(Vec<Mistake>);

impl Mistakes {
    /// What was read, if nothing was wrong.
    pub(crate) fn unless_any<T>(self, read: Option<T>) -> Result<T, Vec<Mistake>> {
        match (self.0.is_empty(), read) {
            (true, Some(read)) => Ok(read),
            _ => Err(self.0),
        }
    }
}

/// A value, where it stands in a document.
#[derive(Debug, Clone)]
pub(crate) struct Spot<'a> {
    node: &'a Node,
    pointer: String,
}

/// The members of an object.
#[derive(Debug)]
pub(crate) struct Members<'a> {
    members: &'a [(String, Node)],
    pointer: String,
}

impl<'a> Spot<'a> {
    /// The document itself.
    pub(crate) const fn root(node: &'a Node) -> Self {
        Self { node, pointer: String::new() }
    }

    pub(crate) const fn node(&self) -> &'a Node {
        self.node
    }

    /// Where it stands, as a JSON pointer.
    pub(crate) fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Says what is wrong with it. The answer is that there is nothing to go on with.
    pub(crate) fn refuse<T>(&self, mistakes: &mut Mistakes, said: impl Display) -> Option<T> {
        mistakes.0.push(Mistake { pointer: self.pointer.clone(), said: said.to_string() });
        None
    }

    /// Its members, if it is an object that has each of them once.
    pub(crate) fn object(&self, mistakes: &mut Mistakes) -> Option<Members<'a>> {
        let Node::Object(members) = self.node else { return self.refuse(mistakes, "must be an object") };
        let members = Members { members, pointer: self.pointer.clone() };
        let mut seen = std::collections::BTreeSet::new();
        let mut repeated = members.all().filter(|(key, _)| !seen.insert(*key)).peekable();
        if repeated.peek().is_none() {
            drop(repeated);
            return Some(members);
        }
        for (_, again) in repeated {
            let _: Option<()> = again.refuse(mistakes, "is there twice");
        }
        None
    }

    /// Its items, if it is a list of at most so many.
    pub(crate) fn list(&self, most: usize, mistakes: &mut Mistakes) -> Option<Vec<Self>> {
        let Node::List(items) = self.node else { return self.refuse(mistakes, "must be a list") };
        if items.len() > most {
            return self.refuse(mistakes, format_args!("must have at most {most} items"));
        }
        let at = |(place, node)| Self { node, pointer: format!("{}/{place}", self.pointer) };
        Some(items.iter().enumerate().map(at).collect())
    }

    /// What is read of each item; all of them, or nothing.
    pub(crate) fn each<T>(
        &self,
        most: usize,
        mistakes: &mut Mistakes,
        mut read: impl FnMut(&Self, &mut Mistakes) -> Option<T>,
    ) -> Option<Vec<T>> {
        let items = self.list(most, mistakes)?;
        // Every item is read, also behind one that is wrong, so that all mistakes are told at once.
        let read: Vec<Option<T>> = items.iter().map(|item| read(item, mistakes)).collect();
        read.into_iter().collect()
    }

    /// Its text, if it is one.
    pub(crate) fn text(&self, mistakes: &mut Mistakes) -> Option<&'a str> {
        match self.node {
            Node::Text(text) => Some(text),
            _ => self.refuse(mistakes, "must be a text"),
        }
    }

    /// What its text means.
    pub(crate) fn parsed<T, E: Display>(
        &self,
        mistakes: &mut Mistakes,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        match parse(self.text(mistakes)?) {
            Ok(read) => Some(read),
            Err(error) => self.refuse(mistakes, error),
        }
    }

    /// Whether it is true, if it is one of the two.
    pub(crate) fn boolean(&self, mistakes: &mut Mistakes) -> Option<bool> {
        match self.node {
            Node::Boolean(value) => Some(*value),
            _ => self.refuse(mistakes, "must be true or false"),
        }
    }
}

impl<'a> Members<'a> {
    /// All of them in order, with their keys.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&'a str, Spot<'a>)> {
        self.members.iter().map(|(key, node)| (key.as_str(), Spot { node, pointer: self.at(key) }))
    }

    /// The member of this name; one that is null is not there.
    pub(crate) fn get(&self, name: &str) -> Option<Spot<'a>> {
        self.all().find(|(key, spot)| *key == name && *spot.node != Node::Null).map(|(_, spot)| spot)
    }

    /// The member of this name; one that is null or a blank text is not there.
    pub(crate) fn filled(&self, name: &str) -> Option<Spot<'a>> {
        let blank = |node: &Node| matches!(node, Node::Text(text) if text.trim().is_empty());
        self.get(name).filter(|spot| !blank(spot.node))
    }

    /// The member of this name, which has to be there.
    pub(crate) fn required(&self, name: &str, mistakes: &mut Mistakes) -> Option<Spot<'a>> {
        let found = self.get(name);
        if found.is_none() {
            mistakes.0.push(Mistake { pointer: self.at(name), said: "is required".to_owned() });
        }
        found
    }

    /// Refuses every member but these.
    pub(crate) fn none_but(&self, names: &[&str], mistakes: &mut Mistakes) {
        for (_, stranger) in self.all().filter(|(key, _)| !names.contains(key)) {
            let said = format!("is not known here; there may be {}", names.join(", "));
            let _: Option<()> = stranger.refuse(mistakes, said);
        }
    }

    fn at(&self, name: &str) -> String {
        format!("{}/{}", self.pointer, name.replace('~', "~0").replace('/', "~1"))
    }
}

impl Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pointer.as_str() {
            "" => write!(f, "the document {}", self.said),
            pointer => write!(f, "{pointer}: {}", self.said),
        }
    }
}
