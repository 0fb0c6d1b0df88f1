use std::path::Path;

use latchstring_http_api::Problem as NotTaken;

use super::{Exit, Problem};

/// Why the rows of a file were not taken: each mistake at its place.
pub(crate) fn not_imported(file: &Path, problem: &NotTaken) -> Problem {
    let name = if file == Path::new("-") { "standard input".to_owned() } else { file.display().to_string() };
    let mistakes = problem.field_errors();
    // A problem with no place is about the whole file, or none of the file's fault.
    let exit = match problem.status().as_u16() {
        500.. => Exit::Failed,
        403 | 404 => Exit::Refused,
        _ => Exit::Usage,
    };
    let lines: String = if mistakes.is_empty() {
        format!("\n  {}", problem.detail())
    } else {
        mistakes.iter().map(|one| format!("\n  {}: {}", place(&one.pointer), one.detail)).collect()
    };
    Problem::new(exit, format!("{name} cannot be imported, nothing was made:{lines}"))
}

/// The place of a mistake, of the whole file where it has none.
fn place(pointer: &str) -> &str {
    if pointer.is_empty() { "the file" } else { pointer }
}
