//! Lists the folders under `locales` and writes them down as a table of `include_str!`, so that a language is only a folder.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    // Asked when it runs, not when it was compiled: checkouts that share a target folder share the compiled script.
    let here = env::var_os("CARGO_MANIFEST_DIR").ok_or("CARGO_MANIFEST_DIR is not set")?;
    let locales = Path::new(&here).join("locales");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    println!("cargo::rerun-if-changed={}", locales.display());

    let mut table = String::from("&[\n");
    for folder in sorted(&locales)? {
        if !folder.is_dir() {
            continue;
        }
        println!("cargo::rerun-if-changed={}", folder.display());
        writeln!(table, "    Folder {{ tag: {:?}, files: &[", name(&folder)?)?;
        for file in sorted(&folder)? {
            if file.extension().is_some_and(|extension| extension == "ftl") {
                println!("cargo::rerun-if-changed={}", file.display());
                writeln!(table, "        ({:?}, include_str!({file:?})),", name(&file)?)?;
            }
        }
        table.push_str("    ] },\n");
    }
    table.push_str("]\n");
    fs::write(out.join("locales.rs"), table)?;
    Ok(())
}

/// Sorted, so that two builds of one tree are the same bytes.
fn sorted(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut entries =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    entries.sort();
    Ok(entries)
}

fn name(path: &Path) -> Result<&str, Box<dyn Error>> {
    Ok(path.file_name().and_then(|name| name.to_str()).ok_or("a locale's name is not UTF-8")?)
}
