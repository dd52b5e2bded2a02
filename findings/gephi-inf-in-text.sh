#!/usr/bin/env bash
# A text with the letters INF in it, read from GEXF by Gephi.
#
# Expected: "INF/ECOM/87" (the sign of a document of the WTO) is read as it stands.
# Seen with gephi-toolkit 0.10.1: in every attribute of the type string INF is read as "Infinity",
# so that the sign is "Infinity/ECOM/87" and INFORMAL is "InfinityORMAL"; the report says nothing.
# The label stays, so that one entry holds both. What is set within Gephi is written as it is: it is
# the reader that changes it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
plugin=org.apache.maven.plugins:maven-dependency-plugin:3.8.1
artifact=org.gephi:gephi-toolkit:0.10.1:jar:all
mvn -q -B "$plugin:get" "-Dartifact=$artifact" -Dtransitive=false
mvn -q -B "$plugin:copy" "-Dartifact=$artifact" "-DoutputDirectory=$folder"

cat > in.gexf <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
  <graph defaultedgetype="directed">
    <attributes class="node"><attribute id="sign" title="sign" type="string"/></attributes>
    <nodes>
      <node id="1" label="INF/ECOM/87">
        <attvalues><attvalue for="sign" value="INF/ECOM/87, INFORMAL"/></attvalues>
      </node>
    </nodes>
  </graph>
</gexf>
XML

cat > Try.java <<'JAVA'
import java.io.File;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.Node;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.openide.util.Lookup;

public class Try {
    public static void main(String[] words) throws Exception {
        ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
        ImportController importing = Lookup.getDefault().lookup(ImportController.class);
        GraphController graphs = Lookup.getDefault().lookup(GraphController.class);
        projects.newProject();
        Container container = importing.importFile(new File("in.gexf"));
        System.out.println("report: " + container.getReport().getText());
        importing.process(container, new DefaultProcessor(), projects.getCurrentWorkspace());
        Node read = graphs.getGraphModel().getGraph().getNode("1");
        System.out.println("label: " + read.getLabel());
        System.out.println("sign: " + read.getAttribute("sign"));
    }
}
JAVA
java -Djava.awt.headless=true -cp gephi-toolkit-0.10.1-all.jar Try.java 2> log.txt | tee out.txt
grep -q '^label: INF/ECOM/87$' out.txt
grep -q '^sign: Infinity/ECOM/87, InfinityORMAL$' out.txt
# label: INF/ECOM/87
# sign: Infinity/ECOM/87, InfinityORMAL
