<#-- The table of what is shipped, a line a library: group:artifact, version, licences, name, address; tabs between them. -->
<#list dependencyMap as e>
<#assign p = e.getKey()>
${p.groupId}:${p.artifactId}	${p.version}	${e.getValue()?join(" or ")}	${(p.name!p.artifactId)?trim}	${(p.url!"")?trim}
</#list>
