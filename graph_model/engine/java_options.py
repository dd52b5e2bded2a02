"""The options of the Java that runs the built-in server, all in one place."""

from __future__ import annotations

#: An archive of classes is made and used under the same one.
COLLECTOR = "-XX:+UseSerialGC"
#: A heap that need not grow in steps loads large files faster.
MEMORY = ("-Xms512m", "-Xmx2g", COLLECTOR)
#: From so much room for classes on the JVM collects its whole heap, which it did once in the
#: middle of each start, for a tenth to a third of a second.
CLASSES = ("-XX:MetaspaceSize=256m",)
#: Ten times the JVM's own thresholds: at the start the second compiler takes a third of the work
#: away from the start itself, for code that runs once. What runs often is still compiled well
#: (docs/decisions/0018-start-of-the-engine.md).
COMPILE = (
    "-XX:Tier4InvocationThreshold=50000",
    "-XX:Tier4MinInvocationThreshold=6000",
    "-XX:Tier4CompileThreshold=150000",
    "-XX:Tier4BackEdgeThreshold=400000",
)
#: What Neo4j's own launcher opens as well. Without them it cannot set its transaction log aside
#: (`StoreChannelNativeAccessor: Incorrect file descriptor` in debug.log), and a disk that fills
#: tears the log in the middle of a row: a folder that does not open again. They stay, whatever else
#: changes here.
OPENED = (
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
)
