//! `supple completions` and `supple man`: the definitions of the command line for shells and
//! readers.

use clap_complete::Shell;

use crate::cli::definitions;

/// The completions for a shell.
pub fn completions(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut definitions(), "supple", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// The man page, in roff: `supple`, and in it each of its commands.
pub fn man() -> String {
    let mut page = Vec::new();
    write_man(&mut page).expect("memory takes whatever is written");
    String::from_utf8_lossy(&page).into_owned()
}

fn write_man(page: &mut Vec<u8>) -> std::io::Result<()> {
    let mut definitions = definitions();
    definitions.build();
    let main = clap_mangen::Man::new(definitions.clone());
    main.render_title(page)?;
    main.render_name_section(page)?;
    main.render_synopsis_section(page)?;
    main.render_description_section(page)?;
    let commands = definitions.get_subcommands();
    for command in commands.filter(|command| command.get_name() != "help") {
        let man = clap_mangen::Man::new(command.clone());
        let mut section = Vec::new();
        man.render_synopsis_section(&mut section)?;
        man.render_description_section(&mut section)?;
        man.render_options_section(&mut section)?;
        // Every section of the command becomes a part of its own section.
        let section = String::from_utf8_lossy(&section).replace("\n.SH ", "\n.SS ");
        let name = command.get_name();
        page.extend(format!(".SH \"SUPPLE {}\"\n", name.to_uppercase()).bytes());
        page.extend(section.bytes());
    }
    main.render_options_section(page)?;
    main.render_extra_section(page)?;
    main.render_version_section(page)
}
