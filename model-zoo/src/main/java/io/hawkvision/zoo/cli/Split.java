package io.hawkvision.zoo.cli;

import picocli.CommandLine.Command;

/** {@code hawk zoo split}. */
@Command(
    name = "split",
    description = "The split model: its codec file, and its comparison with JPEG.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {SplitTables.class, SplitCompare.class})
final class Split {}
