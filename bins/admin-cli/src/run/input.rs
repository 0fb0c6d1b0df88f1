use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::document::Node;
use crate::problem::{Exit, Problem};

/// The most bytes that are read. A catalog of a thousand connectors has a few.
const MAX: u64 = 16 * 1024 * 1024;

/// Reads the JSON document in a file, or, for `-`, on standard input.
pub(super) fn read(path: &Path) -> Result<Node, Problem> {
    let name = name(path);
    let bytes = bytes(path).map_err(|error| {
        Problem::new(Exit::Failed, format!("{name} cannot be read: {error}; nothing was changed"))
    })?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX) {
        return Err(Problem::usage(format!("{name} is larger than {MAX} bytes; split it")));
    }
    Node::parse(&bytes).map_err(|error| Problem::usage(format!("{name} is not JSON: {error}")))
}

/// Reads a file of at most so many bytes, or, for `-`, standard input.
pub(super) fn file(path: &Path, max: u64) -> Result<Vec<u8>, Problem> {
    let name = name(path);
    let bytes = bytes(path).map_err(|error| {
        Problem::new(Exit::Failed, format!("{name} cannot be read: {error}; nothing was changed"))
    })?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > max) {
        return Err(Problem::usage(format!("{name} is larger than {max} bytes")));
    }
    Ok(bytes)
}

/// What it is called in what is said of it.
pub(super) fn name(path: &Path) -> String {
    if is_standard(path) { "standard input".to_owned() } else { path.display().to_string() }
}

fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    // One more than may be read tells that there is more.
    if is_standard(path) {
        io::stdin().lock().take(MAX + 1).read_to_end(&mut bytes)?;
    } else {
        File::open(path)?.take(MAX + 1).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}
